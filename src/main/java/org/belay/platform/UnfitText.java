package org.belay.platform;

import java.util.Optional;

/** Characters that no text of Belay may hold: NUL, which PostgreSQL's text cannot keep, and half a surrogate pair, which UTF-8 cannot. */
public final class UnfitText {
    private UnfitText() {}

    /** What is wrong, as the end of a sentence that begins with the text's name; empty if nothing is. */
    public static Optional<String> in(String text) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                line++;
                lineStart = i + 1;
            } else if (c == 0 || isHalf(text, i)) {
                return Optional.of("holds the character U+%04X at line %d, column %d, which cannot be kept"
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
