package org.belay.template;

import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Dates as readers of a language expect them. The patterns are fixed here, because those of the JDK change between releases and an
 * approved text must not change.
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

    /** For subjects: {@code 04-Dec}, {@code 4.12.}, {@code 4 de diciembre}. Never two numbers with a slash: 10/12 is two different days. */
    String brief(LocalDate date) {
        return format(
                switch (locale.getLanguage()) {
                    case "en" -> "dd-MMM";
                    case "de" -> "d.M.";
                    case "es" -> "d 'de' MMMM";
                    case "fr" -> date.getDayOfMonth() == 1 ? "d'er' MMMM" : "d MMMM";
                    default -> "d MMMM";
                },
                date);
    }

    /** {@code 18:00 CET}, {@code 18:00 Uhr (MEZ)}. */
    String time(ZonedDateTime moment) {
        String time = DateTimeFormatter.ofPattern("HH:mm", locale).format(moment);
        String zone = ZoneLetters.of(moment, locale);
        return locale.getLanguage().equals("de")
                ? time + " Uhr (" + zone.replace(" (", ", ").replace(")", "") + ")"
                : time + " " + zone;
    }

    private String format(String pattern, LocalDate date) {
        return DateTimeFormatter.ofPattern(pattern, locale).format(date);
    }
}
