package org.belay.mailing;

import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** A deadline is on a day on which people work and can ask. */
final class CheckWeekend {
    private static final Set<DayOfWeek> WEEKEND = EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);

    private CheckWeekend() {}

    static Stream<Finding> of(CheckedDraft draft) {
        return draft
                .moment("deadline")
                .filter(deadline -> WEEKEND.contains(deadline.getDayOfWeek()))
                .map(deadline -> Finding.warning(
                        "deadline-weekend",
                        "deadline",
                        "The deadline is a "
                                + deadline.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH)
                                + ", when few people work and few can be asked.",
                        "Choose a working day, or say why this one."))
                .stream();
    }
}
