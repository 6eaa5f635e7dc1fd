package org.belay.mailing;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.belay.template.Field;

/** No date field is in the past when the mail is sent. */
final class CheckPast implements Check {
    private static final DateTimeFormatter FULL =
            DateTimeFormatter.ofPattern("EEEE d MMMM uuuu, HH:mm z", Locale.ENGLISH);

    @Override
    public About about() {
        return new About(
                "past",
                Topic.SOUND,
                Severity.ERROR,
                "A date field is in the past, now or when sending starts. Use a field of the"
                        + " type text for a date in the past.",
                Map.of("deadline", "2026-12-04T18:00[Europe/Berlin]"),
                Map.of("deadline", "2026-07-10T18:00[Europe/Berlin]"));
    }

    @Override
    public Stream<Finding> of(CheckedDraft draft) {
        return draft.template().fields().stream()
                .flatMap(field -> draft
                        .moment(field)
                        .filter(moment -> !moment.toInstant().isAfter(draft.begins()))
                        .map(moment -> past(draft, field, moment))
                        .stream());
    }

    private static Finding past(CheckedDraft draft, Field field, ZonedDateTime moment) {
        boolean now = !moment.toInstant().isAfter(draft.now());
        return Finding.error(
                field.name() + "-past",
                field.name(),
                field.label() + " is " + FULL.format(moment)
                        + (now ? ", which is in the past." : ", which is in the past when sending starts."),
                "Choose a time in the future.");
    }
}
