package org.belay.mailing.check.text;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A date written in a sentence: {@code Friday 4 December}, {@code Freitag, den 4.12.2026}, {@code December 4, 2026}.
 *
 * @param weekday the weekday written before the date; empty if there is none
 * @param date the date; without a written year, the occurrence nearest to now
 */
public record WrittenDate(String text, Optional<DayOfWeek> weekday, LocalDate date) {
    private static final Map<String, DayOfWeek> DAYS = new LinkedHashMap<>();
    private static final Map<String, Month> MONTHS = new LinkedHashMap<>();

    static {
        days("monday tuesday wednesday thursday friday saturday sunday");
        days("montag dienstag mittwoch donnerstag freitag samstag sonntag");
        days("lundi mardi mercredi jeudi vendredi samedi dimanche");
        days("lunes martes miércoles jueves viernes sábado domingo");
        days("mon tue wed thu fri sat sun");
        DAYS.put("sonnabend", DayOfWeek.SATURDAY);
        months("january february march april may june july august september october november december");
        months("jan feb mar apr may jun jul aug sep oct nov dec");
        months("januar februar märz april mai juni juli august september oktober november dezember");
        months("janvier février mars avril mai juin juillet août septembre octobre novembre décembre");
        months("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre");
    }

    // names of months that are also other words
    private static final List<String> AMBIGUOUS = List.of("march", "mars", "mayo", "augusto");
    private static final String DAY =
            "(?:(?<weekday>" + String.join("|", DAYS.keySet()) + ")\\.?,?\\s+(?:the\\s+|den\\s+|le\\s+|el\\s+)?)?";
    private static final String MONTH = "(?<month>" + String.join("|", MONTHS.keySet()) + ")\\.?";
    private static final String YEAR = "(?:,?\\s*(?:de\\s+|del\\s+|-)?(?<year>20\\d\\d))?";
    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS;
    private static final List<Pattern> FORMATS = List.of(
            Pattern.compile(
                    "\\b" + DAY + "(?<day>\\d{1,2})(?:\\.|st|nd|rd|th|er)?[\\s-]+(?:de\\s+|of\\s+)?" + MONTH + "\\b"
                            + YEAR,
                    FLAGS),
            Pattern.compile("\\b" + DAY + MONTH + "\\s+(?<day>\\d{1,2})(?:st|nd|rd|th)?\\b" + YEAR, FLAGS),
            Pattern.compile("\\b" + DAY + "(?<day>\\d{1,2})\\.(?<number>\\d{1,2})\\.(?<year>20\\d\\d)?", FLAGS),
            Pattern.compile("\\b" + DAY + "(?<year>20\\d\\d)-(?<number>\\d{2})-(?<day>\\d{2})\\b", FLAGS));

    private static void days(String names) {
        String[] all = names.split(" ");
        for (int i = 0; i < all.length; i++) DAYS.put(all[i], DayOfWeek.of(i + 1));
    }

    private static void months(String names) {
        String[] all = names.split(" ");
        for (int i = 0; i < all.length; i++) MONTHS.put(all[i], Month.of(i + 1));
    }

    /** All dates in a text. */
    public static List<WrittenDate> allIn(String text, LocalDate now) {
        var dates = new ArrayList<WrittenDate>();
        for (Pattern format : FORMATS) {
            Matcher found = format.matcher(text);
            while (found.find()) of(found, format.pattern(), now).ifPresent(dates::add);
        }
        return dates;
    }

    /** The first name of a weekday or month in a text that is of another language only; empty if there is none. */
    public static Optional<String> foreignDateName(String text, String language) {
        List<String> own = names(language);
        if (own.isEmpty()) return Optional.empty();
        return MarkdownText.words(text).stream()
                .filter(word -> word.length() > 3)
                .filter(word -> {
                    String lower = word.toLowerCase(Locale.ROOT);
                    return (DAYS.containsKey(lower) || MONTHS.containsKey(lower))
                            && !own.contains(lower)
                            && !AMBIGUOUS.contains(lower);
                })
                .findFirst();
    }

    private static List<String> names(String language) {
        int at = List.of("en", "de", "fr", "es")
                .indexOf(Locale.forLanguageTag(language).getLanguage());
        if (at < 0) return List.of();
        var names = new ArrayList<String>();
        var locale = Locale.forLanguageTag(language);
        for (DayOfWeek day : DayOfWeek.values()) {
            names.add(day.getDisplayName(TextStyle.FULL, locale).toLowerCase(Locale.ROOT));
        }
        for (Month month : Month.values()) {
            names.add(month.getDisplayName(TextStyle.FULL, locale).toLowerCase(Locale.ROOT));
        }
        names.add("sonnabend");
        return names;
    }

    private static Optional<WrittenDate> of(Matcher found, String format, LocalDate now) {
        String weekday = found.group("weekday");
        Month month = format.contains("?<number>")
                ? month(found.group("number"))
                : MONTHS.get(found.group("month").toLowerCase(Locale.ROOT));
        if (month == null) return Optional.empty();
        int day = Integer.parseInt(found.group("day"));
        String year = found.group("year");
        return date(year, month, day, now)
                .map(date -> new WrittenDate(
                        found.group().strip(),
                        Optional.ofNullable(weekday).map(name -> DAYS.get(name.toLowerCase(Locale.ROOT))),
                        date));
    }

    private static @Nullable Month month(String number) {
        int month = Integer.parseInt(number);
        return month >= 1 && month <= 12 ? Month.of(month) : null;
    }

    private static Optional<LocalDate> date(String year, Month month, int day, LocalDate now) {
        try {
            if (year != null) return Optional.of(LocalDate.of(Integer.parseInt(year), month, day));
            LocalDate same = LocalDate.of(now.getYear(), month, day);
            if (same.isBefore(now.minusMonths(6))) return Optional.of(same.plusYears(1));
            return Optional.of(same.isAfter(now.plusMonths(6)) ? same.minusYears(1) : same);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
