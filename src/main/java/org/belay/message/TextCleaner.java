package org.belay.message;

import org.belay.placeholder.Placeholder;

/** Replaces characters that are not allowed in any part of a message. */
final class TextCleaner {
    private TextCleaner() {}

    /**
     * Replaces control characters (including CR, LF and NUL) and the characters of {@link Placeholder#notation} with a space, and an unpaired
     * surrogate, which UTF-8 cannot encode, with U+FFFD.
     */
    static int clean(int codePoint) {
        if (codePoint >= 0x20 && codePoint < 0x7f) {
            return codePoint;
        }
        if (Character.isISOControl(codePoint) || Placeholder.isNotation(codePoint)) {
            return ' ';
        }
        return codePoint >= 0xd800 && codePoint <= 0xdfff ? 0xfffd : codePoint;
    }

    static String clean(String value) {
        var out = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); ) {
            int c = value.codePointAt(i);
            i += Character.charCount(c);
            out.appendCodePoint(clean(c));
        }
        return out.toString();
    }
}
