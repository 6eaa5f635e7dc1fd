package org.belay.address;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A mail address that can be written into an SMTP command (RFC 5321 4.1.2, RFC 6531 3.3) and into a header (RFC 5322 3.4.1, RFC 6532): it
 * cannot end its line, its angle brackets or its header. Uses the JDK only.
 *
 * @param text as written; equal addresses may differ in case, see {@link #key}
 */
public record EmailAddress(String text) {
    /** RFC 5321 4.5.3.1.3: a path of 256 octets with its angle brackets. */
    public static final int MAX_OCTETS = 254;

    /** A regular expression for addresses of ASCII atoms within prose. */
    public static final String IN_PROSE = "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,255}";

    private static final int MAX_LOCAL_OCTETS = 64; // RFC 5321 4.5.3.1.1
    private static final Pattern LITERAL = Pattern.compile("\\[[0-9A-Za-z.:]+\\]"); // RFC 5321 4.1.3
    private static final String SPECIALS = "()<>[]:;@\\,\"";

    /** The text is not an address. The message completes a sentence that begins with the text. */
    public static final class InvalidAddress extends IllegalArgumentException {
        InvalidAddress(String reason) {
            super(reason);
        }

        @Override
        public String getMessage() {
            return Objects.requireNonNull(super.getMessage());
        }

        @Override
        public Throwable fillInStackTrace() {
            return this; // a file may have a million of them
        }
    }

    /** @throws InvalidAddress with the reason */
    public EmailAddress {
        text.codePoints().filter(EmailAddress::isUnsendable).findFirst().ifPresent(c -> {
            throw new InvalidAddress("has a control character (U+%04X)".formatted(c));
        });
        int at = text.lastIndexOf('@');
        if (at < 0) {
            throw new InvalidAddress("has no @");
        }
        if (octets(text) > MAX_OCTETS) {
            throw new InvalidAddress("is longer than " + MAX_OCTETS + " bytes");
        }
        requireLocalPart(text.substring(0, at));
        requireDomain(text.substring(at + 1));
    }

    /** The address; empty if the text is not an address. */
    public static Optional<EmailAddress> find(String text) {
        try {
            return Optional.of(new EmailAddress(text));
        } catch (InvalidAddress invalid) {
            return Optional.empty();
        }
    }

    /** Why the text is not an address, as the end of a sentence that begins with it; empty if it is one. */
    public static Optional<String> problem(String text) {
        try {
            new EmailAddress(text);
            return Optional.empty();
        } catch (InvalidAddress invalid) {
            return Optional.of(invalid.getMessage());
        }
    }

    public String localPart() {
        return text.substring(0, text.lastIndexOf('@'));
    }

    public String domain() {
        return text.substring(text.lastIndexOf('@') + 1);
    }

    /** Whether the local part is in quotation marks, as {@code "ann lee"@example.org}. */
    public boolean isQuoted() {
        return text.startsWith("\"");
    }

    /** The same mailbox with a detail (RFC 5233): {@code local+detail@domain}. */
    public EmailAddress withDetail(String detail) {
        int end = localPart().length() - (isQuoted() ? 1 : 0);
        return new EmailAddress(text.substring(0, end) + "+" + detail + text.substring(end));
    }

    /** Key for comparing addresses regardless of case, see {@link #key(String)}. */
    public String key() {
        return key(text);
    }

    /** The text with A–Z in lower case: {@code lower(address COLLATE "C")} of PostgreSQL, by which addresses are compared and indexed. */
    public static String key(String text) {
        var key = new StringBuilder(text);
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                key.setCharAt(i, (char) (c + 32));
            }
        }
        return key.toString();
    }

    /** Whether only a relay that announces SMTPUTF8 can take it (RFC 6531). */
    public boolean needsUtf8() {
        return !isAscii(text);
    }

    public static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) return false;
        }
        return true;
    }

    @Override
    public String toString() {
        return text;
    }

    static void requireLocalPart(String local) {
        if (local.isEmpty()) {
            throw new InvalidAddress("has nothing before the @");
        }
        if (octets(local) > MAX_LOCAL_OCTETS) {
            throw new InvalidAddress("has more than " + MAX_LOCAL_OCTETS + " bytes before the @");
        }
        if (local.startsWith("\"")) {
            requireQuoted(local);
        } else {
            requireAtoms(local, "before");
        }
    }

    private static void requireQuoted(String local) {
        boolean closed = local.length() > 2 && local.endsWith("\"");
        for (int i = 1; closed && i < local.length() - 1; i++) {
            if (local.charAt(i) == '\\') {
                i++;
                closed = i < local.length() - 1 && local.charAt(i) < 0x80; // RFC 6531 3.3 widens qtext, not quoted-pair
            } else if (local.charAt(i) == '"') {
                closed = false;
            }
        }
        if (!closed) {
            throw new InvalidAddress("has a quotation mark at the wrong place");
        }
    }

    private static void requireDomain(String domain) {
        if (domain.isEmpty()) {
            throw new InvalidAddress("has nothing after the @");
        }
        if (!domain.startsWith("[") || !LITERAL.matcher(domain).matches()) {
            requireAtoms(domain, "after");
        }
    }

    private static void requireAtoms(String part, String place) {
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (Character.isSpaceChar(c)) {
                throw new InvalidAddress("has a space " + place + " the @");
            }
            if (SPECIALS.indexOf(c) >= 0) {
                throw new InvalidAddress("has a character that no address has " + place + " the @: " + c);
            }
        }
    }

    /** Control characters, and surrogates without their pair, which UTF-8 cannot encode. */
    private static boolean isUnsendable(int c) {
        return Character.isISOControl(c) || c >= 0xd800 && c <= 0xdfff;
    }

    private static int octets(String text) {
        return isAscii(text) ? text.length() : text.getBytes(StandardCharsets.UTF_8).length;
    }
}
