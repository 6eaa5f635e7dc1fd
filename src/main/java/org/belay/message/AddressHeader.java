package org.belay.message;

import org.belay.address.EmailAddress;

/** Writes {@code name <address>} (RFC 5322 3.4) into a header line; {@code used} is the number of columns already used. */
final class AddressHeader {
    private static final int LINE_WIDTH = 76;
    private static final int MAX_PLAIN_NAME = 60;

    private AddressHeader() {}

    static String of(NamedAddress mailbox, int used) {
        var out = new AsciiBuffer(96);
        write(out, mailbox.name(), mailbox.address(), used);
        return out.toString();
    }

    static void write(AsciiBuffer out, String name, EmailAddress address, int used) {
        String shown = TextCleaner.clean(name).strip();
        if (address.needsUtf8()) {
            downgraded(out, shown, address);
            return;
        }
        if (shown.isEmpty()) {
            out.putAscii(address.text());
            return;
        }
        int before = out.length();
        if (isEncoded(shown)) {
            HeaderEncoder.encodedWords(out, shown);
            HeaderEncoder.fold(out);
        } else {
            phrase(out, shown);
            int column = used + out.length() - before;
            if (column + address.text().length() + 3 > LINE_WIDTH) {
                HeaderEncoder.fold(out);
            } else {
                out.put(' ');
            }
        }
        out.put('<');
        out.putAscii(address.text());
        out.put('>');
    }

    // RFC 6857 3.1.8: an address that needs UTF-8 becomes the name of an empty group. The SMTP envelope has the real
    // address (SMTPUTF8); the message has the same bytes for every relay.
    private static void downgraded(AsciiBuffer out, String shown, EmailAddress address) {
        HeaderEncoder.encodedWords(out, shown.isEmpty() ? address.text() : shown + " " + address);
        HeaderEncoder.fold(out);
        out.putAscii(":;");
    }

    private static boolean isEncoded(String shown) {
        return shown.length() > MAX_PLAIN_NAME || shown.contains("=?") || !EmailAddress.isAscii(shown);
    }

    private static void phrase(AsciiBuffer out, String shown) {
        if (isAtoms(shown)) {
            out.putAscii(shown);
            return;
        }
        out.put('"');
        for (int i = 0; i < shown.length(); i++) {
            char c = shown.charAt(i);
            if (c == '"' || c == '\\') {
                out.put('\\');
            }
            out.put(c);
        }
        out.put('"');
    }

    private static boolean isAtoms(String shown) {
        for (int i = 0; i < shown.length(); i++) {
            char c = shown.charAt(i);
            boolean atom =
                    c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '\'';
            boolean singleSpace = c == ' ' && shown.charAt(i - 1) != ' ';
            if (!atom && !singleSpace) {
                return false;
            }
        }
        return true;
    }
}
