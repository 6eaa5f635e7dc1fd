package org.belay.message;

import jakarta.mail.internet.MimeUtility;

/** Writes text into headers: plain if possible, otherwise as encoded-words (RFC 2047). */
final class HeaderEncoder {
    private static final String OPEN = "=?UTF-8?Q?";
    private static final String CLOSE = "?=";

    /** Maximum number of encoded bytes in one encoded-word. Even after the longest header name, the word then ends before column 76. */
    private static final int MAX_ENCODED = 46;

    /** Maximum length of a word that cannot be folded; it must fit after the longest header name. */
    private static final int MAX_WORD = 60;

    private HeaderEncoder() {}

    /** A complete unstructured header value without placeholders. {@code used} is the number of columns already used in its line. */
    static String unstructured(String text, int used) {
        String clean = TextCleaner.clean(text).strip();
        if (isPlain(clean)) {
            return MimeUtility.fold(used, clean);
        }
        var out = new AsciiBuffer(2 * clean.length() + 32);
        encodedWords(out, clean);
        return out.toString();
    }

    /**
     * Writes as many encoded-words as needed, each after the first on a new line; nothing for an empty text. Only letters, digits and hyphens
     * are literal, so that a word is also valid in a phrase (RFC 2047 5 (3)). No character is split between two words.
     */
    static void encodedWords(AsciiBuffer out, String text) {
        int inside = -1;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            c = TextCleaner.clean(c);
            boolean literal = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-';
            int width = literal || c == ' ' ? 1 : AsciiBuffer.hexWidth(c);
            if (inside < 0) {
                out.putAscii(OPEN);
                inside = 0;
            } else if (inside + width > MAX_ENCODED) {
                out.putAscii(CLOSE);
                fold(out);
                out.putAscii(OPEN);
                inside = 0;
            }
            if (literal) {
                out.put(c);
            } else if (c == ' ') {
                out.put('_');
            } else {
                out.putHex(c);
            }
            inside += width;
        }
        if (inside >= 0) {
            out.putAscii(CLOSE);
        }
    }

    static void fold(AsciiBuffer out) {
        out.newLine();
        out.put(' ');
    }

    // Text that looks like an encoded-word would be decoded; runs of spaces and very long words do not survive folding,
    // and readers take
    // a backslash before a fold for a quoted line break.
    private static boolean isPlain(String text) {
        int word = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            word = c == ' ' ? 0 : word + 1;
            if (c >= 0x7f || word > MAX_WORD) {
                return false;
            }
        }
        return !text.contains("=?") && !text.contains("  ") && !text.contains("\\ ");
    }
}
