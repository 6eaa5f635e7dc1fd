package org.belay.template;

import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Dates as a reader of a language expects them. The patterns are our own, because the JDK's change from release to
 * release and an approved text may not.
 */
record DateWords(Locale locale) {

    static DateWords of(String language) {
        return new DateWords(Locale.forLanguageTag(language));
    }

    /** {@code Friday 4 December 2026, 18:00 CET} */
    String full(ZonedDateTime moment) {
        return full(moment.toLocalDate()) + (locale.getLanguage().equals("fr") ? " à " : ", ") + time(moment);
    }

    /** {@code Friday 4 December 2026} */
    String full(LocalDate date) {
        return format(
                switch (locale.getLanguage()) {
                    case "de" -> "EEEE, d. MMMM uuuu";
                    case "es" -> "EEEE d 'de' MMMM 'de' uuuu";
                    case "fr" -> date.getDayOfMonth() == 1 ? "EEEE d'er' MMMM uuuu" : "EEEE d MMMM uuuu";
                    default -> "EEEE d MMMM uuuu";
                },
                date);
    }

    /** {@code 04-Dec}, for subjects */
    String brief(LocalDate date) {
        return format(
                switch (locale.getLanguage()) {
                    case "en" -> "dd-MMM";
                    case "de" -> "d.M.";
                    default -> "d/M";
                },
                date);
    }

    /** {@code 18:00 CET} */
    String time(ZonedDateTime moment) {
        String pattern = locale.getLanguage().equals("de") ? "HH:mm 'Uhr' " : "HH:mm ";
        return DateTimeFormatter.ofPattern(pattern, locale).format(moment) + ZoneLetters.of(moment, locale);
    }

    private String format(String pattern, LocalDate date) {
        return DateTimeFormatter.ofPattern(pattern, locale).format(date);
    }
}
