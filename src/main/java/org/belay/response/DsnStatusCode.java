package org.belay.response;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the most specific enhanced status code (RFC 3463) of a report. */
final class DsnStatusCode {
    private static final Pattern FAILURE = Pattern.compile("(?<![\\d.])([45]\\.\\d{1,3}\\.\\d{1,3})(?![\\d.])");
    private static final Pattern SUCCESS = Pattern.compile("(?<![\\d.])(2\\.\\d{1,3}\\.\\d{1,3})(?![\\d.])");
    private static final Pattern REPLY = Pattern.compile("(?<![\\d.])([45])\\d\\d(?=[\\s-])");

    private DsnStatusCode() {}

    /**
     * @param field the Status field
     * @param words the server's reply, used if the field is empty or general (5.0.0)
     * @return the code of a failure, if the words have one: they may quote the replies to earlier commands; empty if neither has a code
     */
    static String mostSpecific(String field, String words) {
        String success = first(SUCCESS, field);
        if (!success.isEmpty()) {
            return success;
        }
        String reported = first(FAILURE, field);
        String specific = first(FAILURE, words);
        if (!specific.isEmpty() && (reported.isEmpty() || reported.matches("[45]\\.0\\.0"))) {
            return specific;
        }
        if (!reported.isEmpty()) {
            return reported;
        }
        String reply = first(REPLY, words);
        return reply.isEmpty() ? first(SUCCESS, words) : reply + ".0.0";
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }
}
