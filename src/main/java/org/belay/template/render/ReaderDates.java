package org.belay.template.render;

import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.belay.template.ZoneAbbreviation;

/**
 * Dates as readers of a language expect them. The patterns are fixed here, because those of the JDK change between releases and an
 * approved text must not change.
 */
public record ReaderDates(Locale locale) {

    public static ReaderDates of(String language) {
        return new ReaderDates(Locale.forLanguageTag(language));
    }

    /** {@code Friday 4 December 2026, 18:00 CET} */
    public String longForm(ZonedDateTime moment) {
        return longForm(moment.toLocalDate()) + (locale.getLanguage().equals("fr") ? " à " : ", ") + time(moment);
    }

    /** {@code Friday 4 December 2026} */
    String longForm(LocalDate date) {
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
    String shortForm(LocalDate date) {
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
    public String time(ZonedDateTime moment) {
        String time = DateTimeFormatter.ofPattern("HH:mm", locale).format(moment);
        String zone = ZoneAbbreviation.of(moment, locale);
        return locale.getLanguage().equals("de")
                ? time + " Uhr (" + zone.replace(" (", ", ").replace(")", "") + ")"
                : time + " " + zone;
    }

    private String format(String pattern, LocalDate date) {
        return DateTimeFormatter.ofPattern(pattern, locale).format(date);
    }
}
