package org.belay.smtp.wire;

import java.util.Optional;
import java.util.regex.Pattern;

/** The enhanced status code of a reply (RFC 3463), for example 5.1.1: no such mailbox. */
public record EnhancedStatusCode(int kind, int subject, int detail) {
    private static final Pattern SHAPE = Pattern.compile("([245])\\.(\\d{1,3})\\.(\\d{1,3})(?:\\s.*|$)");

    /** Parses it from the beginning of a reply's text; empty if its class differs from that of the reply code. */
    static Optional<EnhancedStatusCode> at(int code, String text) {
        var match = SHAPE.matcher(text);
        if (!match.matches() || Integer.parseInt(match.group(1)) != code / 100) {
            return Optional.empty();
        }
        return Optional.of(
                new EnhancedStatusCode(code / 100, Integer.parseInt(match.group(2)), Integer.parseInt(match.group(3))));
    }

    /** @param code for example {@code 5.1.1} */
    public static EnhancedStatusCode of(String code) {
        String[] numbers = code.split("\\.");
        return new EnhancedStatusCode(
                Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]), Integer.parseInt(numbers[2]));
    }

    public boolean is(int kind, int subject, int detail) {
        return this.kind == kind && this.subject == subject && this.detail == detail;
    }

    @Override
    public String toString() {
        return kind + "." + subject + "." + detail;
    }
}
