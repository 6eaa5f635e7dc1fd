package org.belay.platform.text;

import java.util.Optional;

/**
 * Finds characters that cannot be stored: NUL, which PostgreSQL does not accept, and unpaired surrogates, which UTF-8
 * cannot encode.
 */
public final class UnstorableText {
    private UnstorableText() {}

    /** The problem, as a phrase that follows the name of the text; empty if there is none. */
    public static Optional<String> problemIn(String text) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                line++;
                lineStart = i + 1;
            } else if (c == 0 || isHalf(text, i)) {
                return Optional.of("contains the character U+%04X at line %d, column %d, which cannot be stored"
                        .formatted((int) c, line, i - lineStart + 1));
            }
        }
        return Optional.empty();
    }

    private static boolean isHalf(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }
}
