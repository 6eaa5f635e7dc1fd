package org.belay.message;

/** What an address may look like so that it can stand between angle brackets and nowhere else (RFC 5322 3.4.1, RFC 6532). */
final class AddressSyntax {
    private static final String SPECIAL = "()<>[]:;@\\,\"";

    private AddressSyntax() {}

    static void require(String address) {
        int at = address.lastIndexOf('@');
        boolean good = at > 0
                && at < address.length() - 1
                && (isDotted(address, 0, at) || isQuoted(address, at))
                && (isDotted(address, at + 1, address.length()) || isLiteral(address, at + 1));
        if (!good) {
            throw new IllegalArgumentException("\"" + Values.clean(address) + "\" is not a mail address.");
        }
    }

    static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) return false;
        }
        return true;
    }

    private static boolean isDotted(String s, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = s.charAt(i);
            if (c <= ' ' || Character.isISOControl(c) || Character.isWhitespace(c) || SPECIAL.indexOf(c) >= 0) {
                return false;
            }
        }
        return to > from;
    }

    private static boolean isQuoted(String s, int at) {
        if (at < 2 || s.charAt(0) != '"' || s.charAt(at - 1) != '"') {
            return false;
        }
        for (int i = 1; i < at - 1; i++) {
            char c = s.charAt(i);
            if (c == '\\') {
                i++;
                if (i >= at - 1) {
                    return false;
                }
                c = s.charAt(i);
            } else if (c == '"') {
                return false;
            }
            if (Character.isISOControl(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLiteral(String s, int from) {
        if (s.charAt(from) != '[' || s.charAt(s.length() - 1) != ']') {
            return false;
        }
        for (int i = from + 1; i < s.length() - 1; i++) {
            char c = s.charAt(i);
            if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '.' || c == ':')) {
                return false;
            }
        }
        return true;
    }
}
