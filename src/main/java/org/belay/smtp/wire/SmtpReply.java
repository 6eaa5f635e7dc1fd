package org.belay.smtp.wire;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One complete reply of a relay (RFC 5321 4.2). Lines are unchanged, including the code; bytes that are not text are
 * written as {@code \xNN}, so that they can be stored and shown.
 */
public record SmtpReply(int code, List<String> lines) {
    public SmtpReply {
        lines = List.copyOf(lines);
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("A reply has at least one line.");
        }
    }

    /** 2xx. */
    public boolean positive() {
        return code / 100 == 2;
    }

    /** 4xx. */
    public boolean temporary() {
        return code / 100 == 4;
    }

    /** 5xx. */
    public boolean permanent() {
        return code / 100 == 5;
    }

    /** 421: the relay is about to close, whatever the command was (RFC 5321 3.8). */
    public boolean closing() {
        return code == 421;
    }

    public Optional<EnhancedStatusCode> enhanced() {
        return EnhancedStatusCode.at(code, textOf(lines.get(0)));
    }

    /**
     * Whether a reply to RCPT means "no more recipients in this transaction": 452 4.5.3, a bare 452 (RFC 5321
     * 4.5.3.1.10), or the 552 that older relays use.
     */
    public boolean tooManyRecipients() {
        return enhanced().map(e -> e.is(4, 5, 3) || e.is(5, 5, 3)).orElse(code == 452 || code == 552);
    }

    /** The text without codes, on one line. */
    public String text() {
        return lines.stream().map(SmtpReply::textOf).collect(Collectors.joining(" "));
    }

    private static String textOf(String line) {
        return line.length() > 4 ? line.substring(4) : "";
    }

    @Override
    public String toString() {
        return String.join(" / ", lines);
    }
}
