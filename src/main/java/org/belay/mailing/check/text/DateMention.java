package org.belay.mailing.check.text;

import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;

/** Finds a given day in a text, in any of the languages and notations that people use. */
public final class DateMention {
    private DateMention() {}

    /** Whether a text names the day: {@code 4 December}, {@code 04-Dec}, {@code 4.12.}, {@code 4/12}. */
    public static boolean isIn(String text, LocalDate day) {
        boolean written = WrittenDate.allIn(text, day).stream()
                .anyMatch(date -> date.date().equals(day));
        int dayOfMonth = day.getDayOfMonth();
        int month = day.getMonthValue();
        return written
                || List.of(
                                "0?" + dayOfMonth + "[./ ]0?" + month + "(?!\\d)",
                                "0?" + month + "/0?" + dayOfMonth + "(?!\\d)")
                        .stream()
                        .anyMatch(form ->
                                Pattern.compile("(?<!\\d)" + form).matcher(text).find());
    }
}
