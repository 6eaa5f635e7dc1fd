package org.belay.address;

import java.text.Normalizer;
import java.util.Optional;
import org.belay.address.EmailAddress.InvalidAddress;

/**
 * Reads an address as people and directories write it. Stricter than {@link EmailAddress}: what no colleague's address has is an accident or
 * an attack. The result has its domain in lower case and as A-labels ({@code xn--…}), and its local part as written (in Unicode NFC).
 */
public final class WrittenAddress {

    private WrittenAddress() {}

    /** @throws InvalidAddress with the reason, which says whether it is before or after the @ */
    public static EmailAddress parse(String cell) {
        String written = Normalizer.normalize(cell, Normalizer.Form.NFC);
        int at = written.lastIndexOf('@');
        if (at < 0) {
            throw new InvalidAddress("has no @");
        }
        written.codePoints()
                .filter(Character::isISOControl)
                .forEach(WrittenAddress::rejectUnsafe); // before its @s are counted
        rejectLists(written);
        String local = written.substring(0, at);
        checkLocalPart(local);
        if (!written.equals(cell)) {
            checkLocalPart(cell.substring(
                    0, cell.lastIndexOf('@'))); // NFC composes "<" and a combining stroke into one harmless character
        }
        return new EmailAddress(local + "@" + domain(written.substring(at + 1)));
    }

    /** The address; empty if the text is not an address. */
    public static Optional<EmailAddress> find(String text) {
        try {
            return Optional.of(parse(text));
        } catch (InvalidAddress invalid) {
            return Optional.empty();
        }
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
        local.codePoints().forEach(WrittenAddress::rejectUnsafe);
        EmailAddress.requireLocalPart(local);
        if (Character.getType(local.codePointAt(0)) == Character.NON_SPACING_MARK) {
            throw new InvalidAddress("begins with a combining mark");
        }
        if (local.startsWith("\"")) {
            return;
        }
        // RFC 6531 allows them; in a staff list, a curly quote or long dash was inserted by a spreadsheet
        local.codePoints()
                .filter(c -> c >= 0x80 && !IdnaDomain.isLetterDigit(c))
                .findFirst()
                .ifPresent(c -> {
                    throw new InvalidAddress("has a character before the @ that is no letter or digit: "
                            + Character.toString(c) + " (" + codePoint(c) + ")");
                });
        if (local.startsWith(".") || local.endsWith(".") || local.contains("..")) {
            throw new InvalidAddress("has a dot at the wrong place before the @");
        }
    }

    // invisible characters in a staff list are an accident or an attack
    private static void rejectUnsafe(int c) {
        if (!IdnaDomain.isAssigned(c)) {
            throw new InvalidAddress("has a character that Unicode has not assigned (" + codePoint(c) + ")");
        }
        switch (Character.getType(c)) {
            case Character.CONTROL -> throw new InvalidAddress("has a control character (" + codePoint(c) + ")");
            case Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                throw new InvalidAddress("has a character that cannot be seen (" + codePoint(c) + ")");
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
                    + codePoint(c) + ")");
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
            if (label.length() > 63 || !label.chars().allMatch(WrittenAddress::isLetterDigitHyphen)) {
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

    private static String codePoint(int c) {
        return "U+%04X".formatted(c);
    }

    private static long labels(String domain) {
        return domain.chars().filter(c -> c == '.').count();
    }

    private static boolean isLetterDigitHyphen(int c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-';
    }
}
