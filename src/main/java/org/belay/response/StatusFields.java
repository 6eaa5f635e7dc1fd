package org.belay.response;

import jakarta.mail.internet.InternetHeaders;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.dsn.DeliveryStatus;

/** The machine's part of a report (RFC 3464 2): one group of fields for the message, and one for each recipient. */
final class StatusFields {
    private static final Pattern XTEXT = Pattern.compile("\\+([0-9A-F]{2})");
    private static final Pattern UNITEXT = Pattern.compile("\\\\x\\{([0-9A-Fa-f]{2,6})\\}");

    /** No address has them, and PostgreSQL's text takes neither NUL nor half a character. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cs}]");

    private static final int MOST = 1000;

    private StatusFields() {}

    /** What it says of each recipient, in its order; groups without an action say nothing. */
    static List<Said> said(DeliveryStatus status) {
        var all = new ArrayList<Said>();
        for (int i = 0; i < Math.min(status.getRecipientDSNCount(), MOST); i++) {
            InternetHeaders fields = status.getRecipientDSN(i);
            Action.of(value(fields, "Action")).ifPresent(action -> all.add(said(fields, action)));
        }
        return all;
    }

    private static Said said(InternetHeaders fields, Action action) {
        Optional<String> original = address(value(fields, "Original-Recipient"));
        // an address may have a plus sign of its own, and not every server writes it as +2B: both readings count
        Set<String> others = new LinkedHashSet<>();
        for (String name : List.of("Final-Recipient", "X-Actual-Recipient")) {
            address(value(fields, name)).ifPresent(address -> others.addAll(List.of(address, decoded(address))));
        }
        original.filter(address -> others.isEmpty() || !address.equals(decoded(address)))
                .ifPresent(others::add);
        String diagnostic = untyped(value(fields, "Diagnostic-Code"));
        return new Said(
                original.map(StatusFields::decoded),
                List.copyOf(others),
                action,
                StatusCode.of(value(fields, "Status"), diagnostic),
                diagnostic);
    }

    /** What we called the transaction (RFC 3461 4.4). */
    static Optional<String> envelopeId(DeliveryStatus status) {
        InternetHeaders fields = status.getMessageDSN();
        return Optional.ofNullable(fields == null ? null : fields.getHeader("Original-Envelope-Id", null))
                .map(String::strip);
    }

    private static String value(InternetHeaders fields, String name) {
        String value = fields.getHeader(name, " ");
        return value == null ? "" : value.replaceAll("\\s+", " ").strip();
    }

    /** {@code rfc822;ann@example.org}; also without the type, and between angle brackets, as some write it. */
    static Optional<String> address(String written) {
        String address = untyped(written).replaceAll("^.*<|>.*$", "").strip();
        return address.contains("@")
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
     * RFC 3461 4 and RFC 6533 3: how characters are carried that have no place there. An address may have a plain + of its own: what
     * would become none by this was not written so, and stays.
     */
    private static String decoded(String text) {
        String plain = XTEXT.matcher(text).replaceAll(hex -> Matcher.quoteReplacement(sign(hex.group(1))));
        String address = UNITEXT.matcher(plain).replaceAll(hex -> Matcher.quoteReplacement(sign(hex.group(1))));
        return UNPRINTABLE.matcher(address).find() ? text : address;
    }

    private static String sign(String hex) {
        return Character.isValidCodePoint(Integer.parseInt(hex, 16))
                ? Character.toString(Integer.parseInt(hex, 16))
                : "";
    }
}
