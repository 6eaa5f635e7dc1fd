package org.belay.audience.person;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Objects;

/**
 * Checks and normalises a person's mail address: the domain in lower case and as A-labels ({@code xn--…}), the local part as written (in
 * Unicode NFC).
 */
public final class AddressNormalizer {
    private static final int LONGEST_LOCAL_PART = 64; // RFC 5321 4.5.3.1.1
    private static final int LONGEST = 254; // RFC 5321 4.5.3.1.3: a path of 256 with its angle brackets
    private static final String ATOM_SPECIALS = "()<>[]:;@\\,\"";

    private AddressNormalizer() {}

    /** The text is not a valid address. The message completes a sentence that begins with the text. */
    public static final class InvalidAddress extends RuntimeException {
        InvalidAddress(String reason) {
            super(reason, null, false, false);
        }

        @Override
        public String getMessage() {
            return Objects.requireNonNull(super.getMessage());
        }
    }

    /**
     * Returns the normalised address.
     *
     * @throws NotAnAddress with the reason
     */
    public static String normalize(String cell) {
        String written = Normalizer.normalize(cell, Normalizer.Form.NFC);
        int at = written.lastIndexOf('@');
        if (at < 0) {
            throw new InvalidAddress("has no @");
        }
        written.codePoints()
                .filter(Character::isISOControl)
                .forEach(AddressNormalizer::rejectUnsafe); // before its @s are counted
        rejectLists(written);
        String local = written.substring(0, at);
        checkLocalPart(local);
        if (!written.equals(cell)) {
            checkLocalPart(cell.substring(
                    0, cell.lastIndexOf('@'))); // NFC composes "<" and a combining stroke into one harmless character
        }
        String address = local + "@" + domain(written.substring(at + 1));
        if (octets(address) > LONGEST) {
            throw new InvalidAddress("is longer than " + LONGEST + " bytes");
        }
        return address;
    }

    /**
     * Key for comparing addresses regardless of case. Lower-cases A–Z only, as the database index does.
     */
    public static String lookupKey(String address) {
        var key = new StringBuilder(address);
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                key.setCharAt(i, (char) (c + 32));
            }
        }
        return key.toString();
    }

    private static void rejectLists(String written) {
        boolean quoted = written.startsWith("\"");
        if (written.indexOf('<') >= 0 && written.endsWith(">") && written.indexOf('@') == written.lastIndexOf('@')) {
            throw new InvalidAddress("holds more than the address; write it without a name and without < >");
        }
        if (!quoted && written.indexOf('@') != written.lastIndexOf('@')) {
            boolean list = written.chars().anyMatch(c -> c == ',' || c == ';' || c == '/' || Character.isWhitespace(c));
            throw new InvalidAddress(list ? "holds more than one address" : "has more than one @");
        }
    }

    private static void checkLocalPart(String local) {
        if (local.isEmpty()) {
            throw new InvalidAddress("has nothing before the @");
        }
        if (octets(local) > LONGEST_LOCAL_PART) {
            throw new InvalidAddress("has more than " + LONGEST_LOCAL_PART + " bytes before the @");
        }
        local.codePoints().forEach(AddressNormalizer::rejectUnsafe);
        if (Character.getType(local.codePointAt(0)) == Character.NON_SPACING_MARK) {
            throw new InvalidAddress("begins with a combining mark");
        }
        if (local.startsWith("\"")) {
            checkQuoted(local);
            return;
        }
        for (int i = 0; i < local.length(); i++) {
            char c = local.charAt(i);
            if (c == ' ' || Character.isSpaceChar(c)) {
                throw new InvalidAddress("has a space before the @");
            }
            if (ATOM_SPECIALS.indexOf(c) >= 0) {
                throw new InvalidAddress("has a character that no address has before the @: " + c);
            }
        }
        // RFC 6531 allows them; in a staff list, a curly quote or long dash was inserted by a spreadsheet
        local.codePoints()
                .filter(c -> c >= 0x80 && !IdnaDomain.isLetterDigit(c))
                .findFirst()
                .ifPresent(c -> {
                    throw new InvalidAddress("has a character before the @ that is no letter or digit: "
                            + Character.toString(c) + " (" + PrintableValue.codePoint(c) + ")");
                });
        if (local.startsWith(".") || local.endsWith(".") || local.contains("..")) {
            throw new InvalidAddress("has a dot at the wrong place before the @");
        }
    }

    private static void checkQuoted(String local) {
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

    // invisible characters in a staff list are an accident or an attack
    private static void rejectUnsafe(int c) {
        if (!IdnaDomain.isAssigned(c)) {
            throw new InvalidAddress(
                    "has a character that Unicode has not assigned (" + PrintableValue.codePoint(c) + ")");
        }
        switch (Character.getType(c)) {
            case Character.CONTROL ->
                throw new InvalidAddress("has a control character (" + PrintableValue.codePoint(c) + ")");
            case Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                throw new InvalidAddress("has a character that cannot be seen (" + PrintableValue.codePoint(c) + ")");
            default -> {}
        }
    }

    private static String domain(String written) {
        if (written.isEmpty()) {
            throw new InvalidAddress("has nothing after the @");
        }
        if (written.startsWith("[")) {
            throw new InvalidAddress("has an IP address after the @, not a domain");
        }
        written.codePoints().forEach(c -> {
            rejectUnsafe(c);
            if (Character.isSpaceChar(c)) {
                throw new InvalidAddress("has a space after the @");
            }
        });
        String dotted = IdnaDomain.mapCase(written);
        if (("." + dotted + ".").contains("..")) {
            throw new InvalidAddress("has a dot at the wrong place after the @");
        }
        IdnaDomain.refusedCharacter(dotted).ifPresent(c -> {
            throw new InvalidAddress("has a character that no domain has after the @: " + Character.toString(c) + " ("
                    + PrintableValue.codePoint(c) + ")");
        });
        // checkDomain reports errors in ASCII domains more precisely
        String ascii = dotted.chars().allMatch(c -> c < 0x80)
                ? dotted
                : IdnaDomain.toAscii(dotted).orElseThrow(() -> new InvalidAddress("has no valid domain after the @"));
        if (labels(ascii) != labels(dotted)) {
            throw new InvalidAddress(
                    "has no valid domain after the @"); // a character such as ⒈ that is mapped to one with a dot
        }
        checkDomain(ascii);
        return ascii;
    }

    private static void checkDomain(String ascii) {
        String[] labels = ascii.split("\\.", -1);
        if (labels.length < 2) {
            throw new InvalidAddress("has no dot after the @");
        }
        for (String label : labels) {
            if (label.length() > 63 || !label.chars().allMatch(AddressNormalizer::isLetterDigitHyphen)) {
                throw new InvalidAddress("has no valid domain after the @");
            }
            boolean reserved = label.startsWith("--", 2); // RFC 5891 4.2.3.1: kept for xn-- and its like
            boolean decodes = label.startsWith("xn--") && IdnaDomain.isALabel(label);
            if (label.startsWith("-") || label.endsWith("-") || reserved && !decodes) {
                throw new InvalidAddress("has a hyphen at the wrong place after the @");
            }
        }
        String top = labels[labels.length - 1];
        if (top.length() < 2 || !top.startsWith("xn--") && !top.chars().allMatch(c -> c >= 'a' && c <= 'z')) {
            throw new InvalidAddress("ends in a top-level domain that does not exist: ." + top);
        }
    }

    private static int octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static long labels(String domain) {
        return domain.chars().filter(c -> c == '.').count();
    }

    private static boolean isLetterDigitHyphen(int c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-';
    }
}
