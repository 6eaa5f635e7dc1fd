package org.belay.smtp.address;

import org.belay.address.EmailAddress;

/** Encodes values of DSN parameters, so that they cannot end the parameter or the line. */
public final class XtextEncoder {
    private XtextEncoder() {}

    /** RFC 3461 4: characters that are not printable ASCII, {@code +} and {@code =} become {@code +XX}. ASCII only. */
    public static String encode(String text) {
        var out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (plain(c)) {
                out.append(c);
            } else {
                out.append(String.format("+%02X", (int) c));
            }
        }
        return out.toString();
    }

    /** An address with its type, for ORCPT; beyond ASCII in the form that older relays can repeat too (RFC 6533 3). */
    public static String encodeAddress(String address) {
        if (EmailAddress.isAscii(address)) {
            return "rfc822;" + encode(address);
        }
        var out = new StringBuilder("utf-8;");
        address.codePoints().forEach(c -> {
            if (plain(c) && c != '\\') {
                out.append((char) c);
            } else {
                out.append(String.format("\\x{%02X}", c));
            }
        });
        return out.toString();
    }

    public static boolean isPrintable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > 126) return false;
        }
        return true;
    }

    private static boolean plain(int c) {
        return c > ' ' && c < 127 && c != '+' && c != '=';
    }
}
