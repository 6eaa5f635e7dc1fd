package org.belay.web.compose;

import java.time.LocalDate;

/** Monday to Friday. */
final class WorkingDay {
    private WorkingDay() {}

    /** The day itself, or the Monday after it on a weekend. */
    static LocalDate from(LocalDate day) {
        return switch (day.getDayOfWeek()) {
            case SATURDAY -> day.plusDays(2);
            case SUNDAY -> day.plusDays(1);
            default -> day;
        };
    }
}
