package org.belay.message;

/** Creates and checks Message-IDs with angle brackets (RFC 5322 3.6.4). */
public final class MessageIds {
    private static final int MAX_LENGTH = 250;

    private MessageIds() {}

    /**
     * {@code MessageIds.of("M-0147.notice.381", "belay.example.org")} is {@code <M-0147.notice.381@belay.example.org>}.
     *
     * @throws IllegalArgumentException if a part has characters other than letters, digits, dots and {@code -_+=$}
     */
    public static String of(String left, String domain) {
        String id = "<" + left + "@" + domain + ">";
        require(id);
        return id;
    }

    static void require(String id) {
        int at = id.indexOf('@');
        boolean valid = id.length() <= MAX_LENGTH
                && id.startsWith("<")
                && id.endsWith(">")
                && at > 1
                && isDotAtom(id, 1, at)
                && isDotAtom(id, at + 1, id.length() - 1);
        if (!valid) {
            throw new IllegalArgumentException(
                    "\"" + TextCleaner.clean(id) + "\" is not a Message-ID like <left@domain>.");
        }
    }

    private static boolean isDotAtom(String s, int from, int to) {
        boolean dotAllowed = false;
        for (int i = from; i < to; i++) {
            char c = s.charAt(i);
            boolean letter =
                    c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-_+=$".indexOf(c) >= 0;
            if (!letter && !(c == '.' && dotAllowed)) {
                return false;
            }
            dotAllowed = letter;
        }
        return dotAllowed;
    }
}
