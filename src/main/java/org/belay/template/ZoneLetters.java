package org.belay.template;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;

/**
 * A time zone behind a time, in few letters: {@code CET}. Letters that mean several zones get their offset: CST is six hours behind UTC
 * in Chicago and eight ahead of it in Shanghai.
 */
public final class ZoneLetters {
    // Written out here, because what the JDK knows changes from release to release and an approved text may not.
    private static final Set<String> AMBIGUOUS = Set.of(
            "ACT", "ADT", "AMT", "AST", "BST", "CCT", "CDT", "CST", "ECT", "EDT", "EST", "GST", "IST", "MST", "PST",
            "SST", "WST");

    private ZoneLetters() {}

    /** {@code CET}, {@code CST (UTC-6)}, {@code IST (UTC+5:30)}. */
    public static String of(ZonedDateTime moment, Locale locale) {
        String letters = DateTimeFormatter.ofPattern("z", locale).format(moment);
        return AMBIGUOUS.contains(letters) ? letters + " (UTC" + offset(moment.getOffset()) + ")" : letters;
    }

    private static String offset(ZoneOffset offset) {
        int minutes = Math.abs(offset.getTotalSeconds() / 60);
        String hours = (offset.getTotalSeconds() < 0 ? "-" : "+") + minutes / 60;
        return minutes % 60 == 0 ? hours : "%s:%02d".formatted(hours, minutes % 60);
    }
}
