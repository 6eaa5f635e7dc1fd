package org.belay.mailing.check.sound;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.CheckInput;
import org.belay.mailing.check.ContentCheck;
import org.belay.mailing.check.FindingSeverity;
import org.belay.template.TemplateField;

/** No date field is in the past when the mail is sent. */
public final class PastDateCheck implements ContentCheck {
    private static final DateTimeFormatter FULL =
            DateTimeFormatter.ofPattern("EEEE d MMMM uuuu, HH:mm z", Locale.ENGLISH);

    @Override
    public CheckDescription description() {
        return new CheckDescription(
                "past",
                CheckTopic.SOUND,
                FindingSeverity.ERROR,
                "A date field is in the past, now or when sending starts. Use a field of the"
                        + " type text for a date in the past.",
                Map.of("deadline", "2026-12-04T18:00[Europe/Berlin]"),
                Map.of("deadline", "2026-07-10T18:00[Europe/Berlin]"));
    }

    @Override
    public Stream<CheckFinding> findings(CheckInput draft) {
        return draft.template().fields().stream()
                .flatMap(field -> draft
                        .moment(field)
                        .filter(moment -> !moment.toInstant().isAfter(draft.sendingStarts()))
                        .map(moment -> past(draft, field, moment))
                        .stream());
    }

    private static CheckFinding past(CheckInput draft, TemplateField field, ZonedDateTime moment) {
        boolean now = !moment.toInstant().isAfter(draft.now());
        return CheckFinding.error(
                field.name() + "-past",
                field.name(),
                field.label() + " is " + FULL.format(moment)
                        + (now ? ", which is in the past." : ", which is in the past when sending starts."),
                "Choose a time in the future.");
    }
}
