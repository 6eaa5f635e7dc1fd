package org.belay.delivery.dispatch;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.belay.delivery.DispatchId;

/**
 * Signed identifier of a transaction, in its envelope id (RFC 3461) and its return path, so that a bounce shows what it
 * is about: {@code 12.4711.<signature>} for one recipient, {@code 12.4500x100.<signature>} for a copy that was sent to
 * recipients in this range of a hundred. It is made of what a worker has at hand; nothing is stored for it. Lower-case
 * letters and digits; at most 36 characters while dispatch ids and ordinals are below ten million and the range is
 * below a thousand.
 *
 * @param first first ordinal of the range
 * @param people number of ordinals in the range
 */
public record SignedEnvelopeId(DispatchId dispatch, int first, int people, String signature) {

    static final Pattern FORMAT = Pattern.compile("(\\d{1,18})\\.(\\d{1,9})(?:x(\\d{1,9}))?\\.([0-9a-f]{16})");

    /**
     * @param first ordinal of the first recipient
     * @param last ordinal of the last recipient, not below the first
     */
    public static SignedEnvelopeId of(DispatchId dispatch, int first, int last, MessageIdentifiers names) {
        int people = last - first + 1;
        return new SignedEnvelopeId(dispatch, first, people, names.signature(unsigned(dispatch, first, people)));
    }

    public static Optional<SignedEnvelopeId> parse(String written) {
        Matcher parts = FORMAT.matcher(written);
        return parts.matches()
                ? Optional.of(new SignedEnvelopeId(
                        new DispatchId(Long.parseLong(parts.group(1))),
                        Integer.parseInt(parts.group(2)),
                        parts.group(3) == null ? 1 : Integer.parseInt(parts.group(3)),
                        parts.group(4)))
                : Optional.empty();
    }

    /** Whether it was signed with the token of its dispatch. */
    public boolean isSignedBy(MessageIdentifiers names) {
        return signature.equals(names.signature(unsigned(dispatch, first, people)));
    }

    private static String unsigned(DispatchId dispatch, int first, int people) {
        return dispatch.value() + "." + first + (people == 1 ? "" : "x" + people);
    }

    @Override
    public String toString() {
        return unsigned(dispatch, first, people) + "." + signature;
    }
}
