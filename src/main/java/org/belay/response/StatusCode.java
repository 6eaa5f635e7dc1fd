package org.belay.response;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the enhanced status code (RFC 3463) that says most. */
final class StatusCode {
    private static final Pattern ENHANCED = Pattern.compile("(?<![\\d.])([245]\\.\\d{1,3}\\.\\d{1,3})(?![\\d.])");
    private static final Pattern REPLY = Pattern.compile("(?<![\\d.])([45])\\d\\d(?=[\\s-])");

    private StatusCode() {}

    /** @param field of the report; where it says no more than "failed" (5.0.0), the refusing server's own words may say more */
    static String of(String field, String words) {
        String said = first(ENHANCED, field);
        String more = first(ENHANCED, words);
        if (!more.isEmpty() && (said.isEmpty() || said.matches("[45]\\.0\\.0"))) {
            return more;
        }
        if (said.isEmpty()) {
            String reply = first(REPLY, words);
            return reply.isEmpty() ? "" : reply + ".0.0";
        }
        return said;
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }
}
