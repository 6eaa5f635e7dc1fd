package org.belay.api;

import java.util.Map;

/** The request itself cannot be used, whatever the state of things; the API answers 422. */
final class Unreadable extends RuntimeException {
    private final transient Map<String, Object> more;

    Unreadable(String message) {
        this(message, Map.of());
    }

    /** @param more members of the problem beside its detail */
    Unreadable(String message, Map<String, Object> more) {
        super(message);
        this.more = more;
    }

    /** The value of a member that must be there. */
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
