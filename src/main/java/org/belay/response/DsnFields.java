package org.belay.response;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetHeaders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.dsn.DeliveryStatus;

/** Reads the machine-readable part of a report (RFC 3464 2): per-message fields, and per-recipient fields for each recipient. */
final class DsnFields {
    private static final Pattern XTEXT = Pattern.compile("\\+([0-9A-F]{2})");
    private static final Pattern UNITEXT = Pattern.compile("\\\\x\\{([0-9A-Fa-f]{2,6})\\}");

    /** Not allowed in addresses; PostgreSQL's type text stores neither NUL nor an unpaired surrogate. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cs}]");

    private static final Pattern FIELD_NAME = Pattern.compile("([A-Za-z-]{1,60})[ \\t]*:");

    private static final int MAX_RECIPIENTS = 1000;

    private DsnFields() {}

    /**
     * Parses the fields. Some servers omit the empty lines between the recipients.
     *
     * @throws MessagingException if they cannot be parsed
     */
    static DeliveryStatus parse(byte[] fields) throws MessagingException {
        try {
            String text = separated(new String(fields, StandardCharsets.ISO_8859_1));
            return new DeliveryStatus(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (IOException e) {
            throw new MessagingException("The fields of the report cannot be parsed.", e);
        }
    }

    /** The fields with an empty line before each recipient's: where the name of a recipient follows those of the message or of another. */
    private static String separated(String fields) {
        var text = new StringBuilder(fields.length() + 100);
        var group = new HashSet<String>();
        for (String line : fields.split("\\R", -1)) {
            Matcher name = FIELD_NAME.matcher(line);
            if (line.isBlank()) {
                group.clear();
            } else if (name.lookingAt()) {
                String field = name.group(1).toLowerCase(Locale.ROOT);
                boolean recipient = field.endsWith("-recipient") && !field.startsWith("x-");
                if (recipient && (group.contains(field) || group.contains("reporting-mta"))) {
                    text.append('\n');
                    group.clear();
                }
                group.add(field);
            }
            text.append(line).append('\n');
        }
        return text.toString();
    }

    /** The status of each recipient, in order. Skips recipients without an Action and a Status field. */
    static List<RecipientStatus> recipients(DeliveryStatus status) {
        var all = new ArrayList<RecipientStatus>();
        for (int i = 0; i < Math.min(status.getRecipientDSNCount(), MAX_RECIPIENTS); i++) {
            recipient(status.getRecipientDSN(i)).ifPresent(all::add);
        }
        return all;
    }

    /** The status of each recipient, from fields within a text whose parts can no longer be separated; empty if there are none. */
    static List<RecipientStatus> inText(String text) {
        String fields = DsnFieldScanner.fieldsIn(text);
        try {
            return fields.isEmpty()
                    ? List.of()
                    : recipients(parse(fields.getBytes(StandardCharsets.UTF_8))).stream()
                            .filter(said -> !said.address().isEmpty())
                            .toList();
        } catch (MessagingException unreadable) {
            return List.of();
        }
    }

    private static Optional<RecipientStatus> recipient(InternetHeaders fields) {
        String diagnostic = untyped(value(fields, "Diagnostic-Code"));
        String status = DsnStatusCode.mostSpecific(value(fields, "Status"), diagnostic);
        return DsnAction.of(value(fields, "Action"), status)
                .map(action -> recipient(fields, action, status, diagnostic));
    }

    private static RecipientStatus recipient(
            InternetHeaders fields, DsnAction action, String status, String diagnostic) {
        Optional<String> original = address(value(fields, "Original-Recipient"));
        // an address may contain a plus sign that the server did not encode as +2B: keep both readings
        Set<String> others = new LinkedHashSet<>();
        for (String name : List.of("Final-Recipient", "X-Actual-Recipient")) {
            address(value(fields, name)).ifPresent(address -> others.addAll(List.of(address, decoded(address))));
        }
        original.filter(address -> others.isEmpty() || !address.equals(decoded(address)))
                .ifPresent(others::add);
        return new RecipientStatus(original.map(DsnFields::decoded), List.copyOf(others), action, status, diagnostic);
    }

    /** The envelope id that Belay gave the transaction (RFC 3461 4.4); empty if not reported. */
    static Optional<String> envelopeId(DeliveryStatus status) {
        InternetHeaders fields = status.getMessageDSN();
        return Optional.ofNullable(fields == null ? null : fields.getHeader("Original-Envelope-Id", null))
                .map(String::strip);
    }

    private static String value(InternetHeaders fields, String name) {
        String value = fields.getHeader(name, " ");
        return value == null ? "" : value.replaceAll("\\s+", " ").strip();
    }

    /** The address in {@code rfc822;ann@example.org}, with or without the type and angle brackets; empty if there is none. */
    static Optional<String> address(String written) {
        String address = untyped(written).replaceAll("^.*<|>.*$", "").strip();
        return address.indexOf('@') > 0
                        && address.length() <= 320
                        && !address.contains(" ")
                        && !UNPRINTABLE.matcher(address).find()
                ? Optional.of(address)
                : Optional.empty();
    }

    private static String untyped(String written) {
        return written.replaceFirst("^\\s*[A-Za-z0-9-]+\\s*;\\s*", "");
    }

    /**
     * Decodes xtext (RFC 3461 4) and utf-8-addr-xtext (RFC 6533 3). Returns the text unchanged if the result is not printable: its plus sign
     * was then not an encoding.
     */
    private static String decoded(String text) {
        String plain = XTEXT.matcher(text).replaceAll(hex -> Matcher.quoteReplacement(character(hex.group(1))));
        String address = UNITEXT.matcher(plain).replaceAll(hex -> Matcher.quoteReplacement(character(hex.group(1))));
        return UNPRINTABLE.matcher(address).find() ? text : address;
    }

    private static String character(String hex) {
        return Character.isValidCodePoint(Integer.parseInt(hex, 16))
                ? Character.toString(Integer.parseInt(hex, 16))
                : "";
    }
}
