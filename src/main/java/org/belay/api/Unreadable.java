package org.belay.api;

import java.util.Map;

/** The request cannot be used, independent of the state of the server; the API answers 422. */
final class Unreadable extends RuntimeException {
    private final transient Map<String, Object> more;

    Unreadable(String message) {
        this(message, Map.of());
    }

    /** @param more further members of the problem details */
    Unreadable(String message, Map<String, Object> more) {
        super(message);
        this.more = more;
    }

    /**
     * Returns the value of a required member.
     *
     * @throws Unreadable if it is missing
     */
    static <T> T wanted(String member, T value) {
        if (value == null) {
            throw new Unreadable("\"" + member + "\" is missing in the body. Nothing was done.");
        }
        return value;
    }

    Map<String, Object> more() {
        return more;
    }
}
