package org.belay.mailing;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.belay.template.Field;

/** No date that readers shall reckon with is over already. */
final class CheckPast implements Check {
    private static final DateTimeFormatter FULL =
            DateTimeFormatter.ofPattern("EEEE d MMMM uuuu, HH:mm z", Locale.ENGLISH);

    @Override
    public About about() {
        return new About(
                "past",
                Topic.SOUND,
                Severity.ERROR,
                "A date field lies before now, or before the mailing begins to go out. A date field that merely looks back is of the"
                        + " type text.",
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
                        + (now ? ", which is past." : ", which is past when the mail begins to go out."),
                "Choose a time that people can still meet.");
    }
}
