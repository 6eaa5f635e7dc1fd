package org.belay.audience;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/**
 * A mail address of a person, checked and normalised: the domain in lower case and in its {@code xn--} form, the local part
 * as it was written (in Unicode's NFC).
 */
final class Address {
    private static final int LONGEST_LOCAL_PART = 64; // RFC 5321 4.5.3.1.1
    private static final int LONGEST = 254; // RFC 5321 4.5.3.1.3: a path of 256 with its angle brackets
    private static final String ATOM_SPECIALS = "()<>[]:;@\\,\"";

    private Address() {}

    /** Why something is not an address; the end of a sentence that begins with the value. */
    static final class NotAnAddress extends RuntimeException {
        NotAnAddress(String reason) {
            super(reason, null, false, false);
        }
    }

    /** @throws NotAnAddress with the reason */
    static String normalise(String cell) {
        String written = Normalizer.normalize(cell, Normalizer.Form.NFC);
        int at = written.lastIndexOf('@');
        if (at < 0) {
            throw new NotAnAddress("has no @");
        }
        written.codePoints()
                .filter(Character::isISOControl)
                .forEach(Address::rejectUnsafe); // before its @s are counted
        rejectLists(written);
        String local = written.substring(0, at);
        checkLocalPart(local);
        if (!written.equals(cell)) {
            checkLocalPart(cell.substring(0, cell.lastIndexOf('@'))); // NFC makes one harmless sign of "<" and a stroke
        }
        String address = local + "@" + domain(written.substring(at + 1));
        if (octets(address) > LONGEST) {
            throw new NotAnAddress("is longer than " + LONGEST + " bytes");
        }
        return address;
    }

    /**
     * The same for two ways to write one person: upper and lower case do not make two people. Only A–Z, as in the database's
     * index.
     */
    static String key(String address) {
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
            throw new NotAnAddress("holds more than the address; write it without a name and without < >");
        }
        if (!quoted && written.indexOf('@') != written.lastIndexOf('@')) {
            boolean list = written.chars().anyMatch(c -> c == ',' || c == ';' || c == '/' || Character.isWhitespace(c));
            throw new NotAnAddress(list ? "holds more than one address" : "has more than one @");
        }
    }

    private static void checkLocalPart(String local) {
        if (local.isEmpty()) {
            throw new NotAnAddress("has nothing before the @");
        }
        if (octets(local) > LONGEST_LOCAL_PART) {
            throw new NotAnAddress("has more than " + LONGEST_LOCAL_PART + " bytes before the @");
        }
        local.codePoints().forEach(Address::rejectUnsafe);
        if (Character.getType(local.codePointAt(0)) == Character.NON_SPACING_MARK) {
            throw new NotAnAddress("begins with a combining mark");
        }
        if (local.startsWith("\"")) {
            checkQuoted(local);
            return;
        }
        for (int i = 0; i < local.length(); i++) {
            char c = local.charAt(i);
            if (c == ' ' || Character.isSpaceChar(c)) {
                throw new NotAnAddress("has a space before the @");
            }
            if (ATOM_SPECIALS.indexOf(c) >= 0) {
                throw new NotAnAddress("has a character that no address has before the @: " + c);
            }
        }
        // RFC 6531 would allow them; in a list of staff a curly quote or a long dash is a spreadsheet's doing
        local.codePoints()
                .filter(c -> c >= 0x80 && !DomainName.isLetterDigit(c))
                .findFirst()
                .ifPresent(c -> {
                    throw new NotAnAddress("has a sign before the @ that no letter or digit is: "
                            + Character.toString(c) + " (" + Shown.codePoint(c) + ")");
                });
        if (local.startsWith(".") || local.endsWith(".") || local.contains("..")) {
            throw new NotAnAddress("has a dot at the wrong place before the @");
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
            throw new NotAnAddress("has a quotation mark at the wrong place");
        }
    }

    // What nobody can see or type: in a list of staff it is an accident or a trap, never a name.
    private static void rejectUnsafe(int c) {
        if (!DomainName.isAssigned(c)) {
            throw new NotAnAddress("has a character that Unicode has not assigned (" + Shown.codePoint(c) + ")");
        }
        switch (Character.getType(c)) {
            case Character.CONTROL -> throw new NotAnAddress("has a control character (" + Shown.codePoint(c) + ")");
            case Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                throw new NotAnAddress("has a character that cannot be seen (" + Shown.codePoint(c) + ")");
            default -> {}
        }
    }

    private static String domain(String written) {
        if (written.isEmpty()) {
            throw new NotAnAddress("has nothing after the @");
        }
        if (written.startsWith("[")) {
            throw new NotAnAddress("names a machine by its number after the @, not a domain");
        }
        written.codePoints().forEach(c -> {
            rejectUnsafe(c);
            if (Character.isSpaceChar(c)) {
                throw new NotAnAddress("has a space after the @");
            }
        });
        String dotted = DomainName.mapped(written);
        if (("." + dotted + ".").contains("..")) {
            throw new NotAnAddress("has a dot at the wrong place after the @");
        }
        DomainName.refusedCharacter(dotted).ifPresent(c -> {
            throw new NotAnAddress("has a character that no domain has after the @: " + Character.toString(c) + " ("
                    + Shown.codePoint(c) + ")");
        });
        // what is wrong with plain letters and hyphens has words of its own below
        String ascii = dotted.chars().allMatch(c -> c < 0x80)
                ? dotted
                : DomainName.ascii(dotted).orElseThrow(() -> new NotAnAddress("has no valid domain after the @"));
        if (labels(ascii) != labels(dotted)) {
            throw new NotAnAddress("has no valid domain after the @"); // a sign such as ⒈ that brings a dot with it
        }
        checkDomain(ascii);
        return ascii;
    }

    private static void checkDomain(String ascii) {
        String[] labels = ascii.split("\\.", -1);
        if (labels.length < 2) {
            throw new NotAnAddress("has no dot after the @");
        }
        for (String label : labels) {
            if (label.length() > 63 || !label.chars().allMatch(Address::isLetterDigitHyphen)) {
                throw new NotAnAddress("has no valid domain after the @");
            }
            boolean reserved = label.startsWith("--", 2); // RFC 5891 4.2.3.1: kept for xn-- and its like
            boolean decodes = label.startsWith("xn--") && DomainName.isALabel(label);
            if (label.startsWith("-") || label.endsWith("-") || reserved && !decodes) {
                throw new NotAnAddress("has a hyphen at the wrong place after the @");
            }
        }
        String top = labels[labels.length - 1];
        if (top.length() < 2 || !top.startsWith("xn--") && !top.chars().allMatch(c -> c >= 'a' && c <= 'z')) {
            throw new NotAnAddress("ends in no domain that exists: ." + top);
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
