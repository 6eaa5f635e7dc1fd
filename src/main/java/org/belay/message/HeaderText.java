package org.belay.message;

import jakarta.mail.internet.MimeUtility;

/** Writes text into headers: plain where it can be, as encoded-words (RFC 2047) where it must. */
final class HeaderText {
    private static final String OPEN = "=?UTF-8?Q?";
    private static final String CLOSE = "?=";

    /** Bytes inside one encoded-word, so that a word, even after the longest header name, ends before column 76. */
    private static final int INSIDE = 46;

    /** A word that cannot be folded must fit after the longest header name of ours. */
    private static final int LONGEST_WORD = 60;

    private HeaderText() {}

    /** A whole unstructured header value without slots, for a line that has {@code used} columns already. */
    static String unstructured(String text, int used) {
        String clean = Values.clean(text).strip();
        if (staysPlain(clean)) {
            return MimeUtility.fold(used, clean);
        }
        var out = new Bytes(2 * clean.length() + 32);
        encodedWords(out, clean);
        return out.toString();
    }

    /**
     * As many encoded-words as it takes, the second and later on lines of their own; nothing for an empty text. Only
     * letters and digits stand for themselves, so a word may stand in a phrase too (RFC 2047 5 (3)). No character is split.
     */
    static void encodedWords(Bytes out, String text) {
        int inside = -1;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            c = Values.clean(c);
            boolean itself = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-';
            int width = itself || c == ' ' ? 1 : Bytes.hexWidth(c);
            if (inside < 0) {
                out.ascii(OPEN);
                inside = 0;
            } else if (inside + width > INSIDE) {
                out.ascii(CLOSE);
                fold(out);
                out.ascii(OPEN);
                inside = 0;
            }
            if (itself) {
                out.put(c);
            } else if (c == ' ') {
                out.put('_');
            } else {
                out.hex(c);
            }
            inside += width;
        }
        if (inside >= 0) {
            out.ascii(CLOSE);
        }
    }

    static void fold(Bytes out) {
        out.newLine();
        out.put(' ');
    }

    // What looks like an encoded-word would be read as one; runs of spaces and endless words do not survive folding.
    private static boolean staysPlain(String text) {
        int word = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            word = c == ' ' ? 0 : word + 1;
            if (c >= 0x7f || word > LONGEST_WORD) {
                return false;
            }
        }
        return !text.contains("=?") && !text.contains("  ");
    }
}
