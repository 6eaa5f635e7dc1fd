package org.belay.response;

import java.util.stream.Stream;

/**
 * Finds the fields of a delivery status (RFC 3464) in a longer text: from the per-message fields to the last line of the per-recipient
 * fields. Reads each line once.
 */
final class DsnFieldScanner {
    /** Maximum distance, in characters, between the per-message fields and the first recipient's fields. */
    private static final int MAX_DISTANCE = 2_000;

    private static final int MAX_LENGTH = 20_000;

    private DsnFieldScanner() {}

    /** The fields; empty if there are none. */
    static String fieldsIn(String text) {
        int report = -1;
        int recipient = -1;
        for (int at = 0; at < text.length(); at = nextLine(text, at)) {
            if (recipient < 0 && begins(text, at, "Original-Recipient:", "Final-Recipient:")) {
                recipient = at;
            } else if (recipient < 0
                    && begins(text, at, "Reporting-MTA:")
                    && (report < 0 || at - report > MAX_DISTANCE)) {
                report = at;
            } else if (recipient >= 0
                    && (begins(text, at, "--", "Received:", "Return-Path:") || at - recipient > MAX_LENGTH)) {
                return fields(text, report, recipient, at);
            }
        }
        return recipient < 0 ? "" : fields(text, report, recipient, text.length());
    }

    private static String fields(String text, int report, int recipient, int end) {
        int begin = report >= 0 && recipient - report <= MAX_DISTANCE + "Reporting-MTA:".length() ? report : recipient;
        return text.substring(begin, Math.min(end, recipient + MAX_LENGTH));
    }

    private static int nextLine(String text, int at) {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end + 1;
    }

    private static boolean begins(String text, int at, String... words) {
        return Stream.of(words).anyMatch(word -> text.regionMatches(true, at, word, 0, word.length()));
    }
}
