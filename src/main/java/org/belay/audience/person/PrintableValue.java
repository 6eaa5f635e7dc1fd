package org.belay.audience.person;

import java.text.NumberFormat;
import java.util.Locale;
import org.belay.platform.text.HiddenCharacter;

/** Formats values and numbers for messages. */
public final class PrintableValue {
    private static final int LONGEST = 80;

    private PrintableValue() {}

    /** The value shortened to one line, control characters made visible, so that a terminal interprets nothing in it. */
    public static String value(String cell) {
        return value(cell, LONGEST);
    }

    /** @param longest number of characters that are shown */
    public static String value(String cell, int longest) {
        var out = new StringBuilder();
        cell.codePoints().limit(longest).forEach(c -> {
            String one = Character.toString(c);
            if (HiddenCharacter.in(one).isPresent() || Character.getType(c) == Character.FORMAT) {
                out.append(codePoint(c));
            } else {
                out.append(one);
            }
        });
        return cell.codePointCount(0, cell.length()) > longest ? out + "…" : out.toString();
    }

    public static String codePoint(int c) {
        return "U+%04X".formatted(c);
    }

    public static String number(long n) {
        return NumberFormat.getIntegerInstance(Locale.ENGLISH).format(n);
    }

    public static String rows(long n) {
        return number(n) + (n == 1 ? " row" : " rows");
    }

    public static String people(long n) {
        return number(n) + (n == 1 ? " person" : " people");
    }
}
