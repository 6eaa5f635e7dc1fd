package org.belay.template;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;

/**
 * Abbreviation of a time zone, {@code CET}. An ambiguous abbreviation is followed by its UTC offset: CST is UTC-6 in Chicago and UTC+8 in
 * Shanghai.
 */
public final class ZoneAbbreviation {
    // fixed here, because the data of the JDK changes between releases and an approved text must not change
    private static final Set<String> AMBIGUOUS = Set.of(
            "ACT", "ADT", "AMT", "AST", "BST", "CCT", "CDT", "CST", "ECT", "EDT", "EST", "GST", "IST", "MST", "PST",
            "SST", "WST");

    private ZoneAbbreviation() {}

    /** {@code CET}, {@code CST (UTC-6)}, {@code IST (UTC+5:30)}. */
    public static String of(ZonedDateTime moment, Locale locale) {
        // the language alone: in the English of Great Britain the JDK has no letters for Chicago
        Locale language = Locale.forLanguageTag(locale.getLanguage());
        String letters = DateTimeFormatter.ofPattern("z", language).format(moment);
        return AMBIGUOUS.contains(letters) ? letters + " (UTC" + offset(moment.getOffset()) + ")" : letters;
    }

    private static String offset(ZoneOffset offset) {
        int minutes = Math.abs(offset.getTotalSeconds() / 60);
        String hours = (offset.getTotalSeconds() < 0 ? "-" : "+") + minutes / 60;
        return minutes % 60 == 0 ? hours : "%s:%02d".formatted(hours, minutes % 60);
    }
}
