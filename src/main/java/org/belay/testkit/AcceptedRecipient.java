package org.belay.testkit;

import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The relay accepted one message for one recipient.
 *
 * @param messageId as in the header, with angle brackets; empty if the message has none
 * @param sha256 of the message after undoing dot stuffing, in hexadecimal
 * @param name queue id of the message in the reply of the relay
 */
public record AcceptedRecipient(
        Instant at, String messageId, String recipient, String returnPath, String sha256, long bytes, String queueId) {

    private static final Pattern QUOTED = Pattern.compile("%([0-9A-F]{2})");

    String line() {
        return String.join(
                        "\t",
                        at.toString(),
                        quoted(messageId),
                        quoted(recipient),
                        quoted(returnPath),
                        sha256,
                        Long.toString(bytes),
                        quoted(queueId))
                + "\n";
    }

    static AcceptedRecipient parse(String line) {
        String[] f = line.split("\t", -1);
        return new AcceptedRecipient(
                Instant.parse(f[0]),
                unquoted(f[1]),
                unquoted(f[2]),
                unquoted(f[3]),
                f[4],
                Long.parseLong(f[5]),
                unquoted(f[6]));
    }

    // a sender controls address and headers; without escaping it could forge a line of the record
    private static String quoted(String text) {
        var out = new StringBuilder(text.length());
        text.chars().forEach(c -> {
            if (c <= ' ' || c == '%' || c == 127) {
                out.append(String.format("%%%02X", c));
            } else {
                out.append((char) c);
            }
        });
        return out.toString();
    }

    private static String unquoted(String text) {
        return QUOTED.matcher(text)
                .replaceAll(m -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(m.group(1), 16))));
    }
}
