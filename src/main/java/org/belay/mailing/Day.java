package org.belay.mailing;

import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;

/** A day, found again in a text of any language: it need not be written as we would. */
final class Day {
    private Day() {}

    /** Whether a text names it: {@code 4 December}, {@code 04-Dec}, {@code 4.12.}, {@code 4/12}. */
    static boolean in(String text, LocalDate day) {
        boolean written =
                WrittenDate.all(text, day).stream().anyMatch(date -> date.date().equals(day));
        int d = day.getDayOfMonth();
        int m = day.getMonthValue();
        return written
                || List.of("0?" + d + "[./ ]0?" + m + "(?!\\d)", "0?" + m + "/0?" + d + "(?!\\d)").stream()
                        .anyMatch(form ->
                                Pattern.compile("(?<!\\d)" + form).matcher(text).find());
    }
}
