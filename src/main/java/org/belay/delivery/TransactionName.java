package org.belay.delivery;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a transaction is called in its return path and in its envelope id, so that what comes back says what it is about:
 * {@code 12.4711.<seal>} for one person, {@code 12.4500x100.<seal>} for a copy that went to people of these hundred. It is made of
 * what a lane has at hand and nothing is stored for it. Lower case letters and digits, at most 36 characters
 * while ids of dispatches and ordinals are below ten million and it is about fewer than a thousand.
 *
 * @param first the first ordinal that it may be about
 * @param people how many from there on
 */
record TransactionName(DispatchId dispatch, int first, int people, String seal) {

    static final Pattern WRITTEN = Pattern.compile("(\\d{1,18})\\.(\\d{1,9})(?:x(\\d{1,9}))?\\.([0-9a-f]{16})");

    /**
     * @param first ordinal of the first recipient
     * @param last ordinal of the last recipient, not below the first
     */
    static TransactionName of(DispatchId dispatch, int first, int last, MessageNames names) {
        int people = last - first + 1;
        return new TransactionName(dispatch, first, people, names.seal(unsealed(dispatch, first, people)));
    }

    static Optional<TransactionName> read(String written) {
        Matcher parts = WRITTEN.matcher(written);
        return parts.matches()
                ? Optional.of(new TransactionName(
                        new DispatchId(Long.parseLong(parts.group(1))),
                        Integer.parseInt(parts.group(2)),
                        parts.group(3) == null ? 1 : Integer.parseInt(parts.group(3)),
                        parts.group(4)))
                : Optional.empty();
    }

    /** Whether the holder of the dispatch's token made it. */
    boolean isOf(MessageNames names) {
        return seal.equals(names.seal(unsealed(dispatch, first, people)));
    }

    private static String unsealed(DispatchId dispatch, int first, int people) {
        return dispatch.value() + "." + first + (people == 1 ? "" : "x" + people);
    }

    @Override
    public String toString() {
        return unsealed(dispatch, first, people) + "." + seal;
    }
}
