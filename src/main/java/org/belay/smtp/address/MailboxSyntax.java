package org.belay.smtp.address;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Checks which addresses can be written between the angle brackets of an envelope (RFC 5321 4.1.2, 4.5.3.1.3). */
public final class MailboxSyntax {
    private static final int LONGEST = 254; // a path has 256 octets with its brackets

    private MailboxSyntax() {}

    /** Why the address cannot be written, as the end of a sentence that begins with it; empty if it can. */
    public static Optional<String> problem(String address) {
        // an address with a line end could inject a command
        if (hasControl(address)) {
            return Optional.of("contains a control character");
        }
        int at = address.lastIndexOf('@');
        if (at < 1 || at == address.length() - 1) {
            return Optional.of("has no name before or no domain after an @");
        }
        boolean quoted = address.charAt(0) == '"' && address.charAt(at - 1) == '"' && at > 2;
        String unquoted = quoted ? address.substring(at) : address;
        if (hasSpecial(unquoted)) {
            return Optional.of("contains a character that an address cannot have outside quotes");
        }
        if (address.length() > LONGEST || address.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            return Optional.of("is longer than " + LONGEST + " octets");
        }
        return Optional.empty();
    }

    /** Whether it can only be sent to a relay that announces SMTPUTF8 (RFC 6531). */
    public static boolean needsUtf8(String address) {
        for (int i = 0; i < address.length(); i++) {
            if (address.charAt(i) > 127) return true;
        }
        return false;
    }

    private static boolean hasControl(String address) {
        for (int i = 0; i < address.length(); i++) {
            char c = address.charAt(i);
            if (c < ' ' || c == 127) return true;
        }
        return false;
    }

    private static boolean hasSpecial(String address) {
        for (int i = 0; i < address.length(); i++) {
            switch (address.charAt(i)) {
                case ' ', '<', '>', ',', ';', '"':
                    return true;
                default:
            }
        }
        return false;
    }
}
