package org.belay.mailing;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Stream;
import org.belay.template.Field;

/** No date that readers shall reckon with is over already. */
final class CheckPast {
    private static final DateTimeFormatter FULL =
            DateTimeFormatter.ofPattern("EEEE d MMMM uuuu, HH:mm z", Locale.ENGLISH);

    private CheckPast() {}

    static Stream<Finding> of(CheckedDraft draft) {
        return draft.template().fields().stream()
                .flatMap(field -> draft
                        .moment(field)
                        .filter(moment -> !moment.toInstant().isAfter(draft.now()))
                        .map(moment -> past(field, moment))
                        .stream());
    }

    private static Finding past(Field field, ZonedDateTime moment) {
        return Finding.error(
                field.name() + "-past",
                field.name(),
                field.label() + " is " + FULL.format(moment) + ", which is past.",
                "Choose a time that people can still meet.");
    }
}
