package org.belay.message;

/** Syntax of an address in a header (addr-spec, RFC 5322 3.4.1; UTF-8 as in RFC 6532). Such an address cannot end its header or add another address. */
final class HeaderAddressSyntax {
    private static final String SPECIAL = "()<>[]:;@\\,\"";

    private HeaderAddressSyntax() {}

    /** @throws IllegalArgumentException if the address may not be used in a header */
    static void require(String address) {
        int at = address.lastIndexOf('@');
        boolean valid = at > 0
                && at < address.length() - 1
                && (isUnquoted(address, 0, at) || isQuoted(address, at))
                && (isUnquoted(address, at + 1, address.length()) || isLiteral(address, at + 1));
        if (!valid) {
            throw new IllegalArgumentException("\"" + TextCleaner.clean(address) + "\" is not an email address.");
        }
    }

    static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) return false;
        }
        return true;
    }

    private static boolean isUnquoted(String s, int from, int to) {
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
