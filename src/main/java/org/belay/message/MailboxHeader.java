package org.belay.message;

/** Writes {@code name <address>} (RFC 5322 3.4) into a header line; {@code used} is the number of columns already used. */
final class MailboxHeader {
    private static final int LINE_WIDTH = 76;
    private static final int MAX_PLAIN_NAME = 60;

    private MailboxHeader() {}

    static String of(Mailbox mailbox, int used) {
        var out = new Bytes(96);
        write(out, mailbox.name(), mailbox.address(), used);
        return out.toString();
    }

    static void write(Bytes out, String name, String address, int used) {
        String shown = Values.clean(name).strip();
        if (!AddressSyntax.isAscii(address)) {
            downgraded(out, shown, address);
            return;
        }
        if (shown.isEmpty()) {
            out.ascii(address);
            return;
        }
        int before = out.length();
        if (isEncoded(shown)) {
            HeaderText.encodedWords(out, shown);
            HeaderText.fold(out);
        } else {
            phrase(out, shown);
            int column = used + out.length() - before;
            if (column + address.length() + 3 > LINE_WIDTH) {
                HeaderText.fold(out);
            } else {
                out.put(' ');
            }
        }
        out.put('<');
        out.ascii(address);
        out.put('>');
    }

    // RFC 6857 3.1.8: an address that needs UTF-8 becomes the name of an empty group. The SMTP envelope has the real
    // address (SMTPUTF8); the message has the same bytes for every relay.
    private static void downgraded(Bytes out, String shown, String address) {
        HeaderText.encodedWords(out, shown.isEmpty() ? address : shown + " " + address);
        HeaderText.fold(out);
        out.ascii(":;");
    }

    private static boolean isEncoded(String shown) {
        return shown.length() > MAX_PLAIN_NAME || shown.contains("=?") || !AddressSyntax.isAscii(shown);
    }

    private static void phrase(Bytes out, String shown) {
        if (isAtoms(shown)) {
            out.ascii(shown);
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
