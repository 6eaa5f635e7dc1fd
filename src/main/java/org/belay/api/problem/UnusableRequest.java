package org.belay.api.problem;

import java.util.Map;

/** The request cannot be used, independent of the state of the server; the API answers 422. */
public final class UnusableRequest extends RuntimeException {
    private final transient Map<String, Object> more;

    public UnusableRequest(String message) {
        this(message, Map.of());
    }

    /** @param more further members of the problem details */
    public UnusableRequest(String message, Map<String, Object> more) {
        super(message);
        this.more = more;
    }

    /**
     * Returns the value of a required member.
     *
     * @throws UnusableRequest if it is missing
     */
    public static <T> T required(String member, T value) {
        if (value == null) {
            throw new UnusableRequest("\"" + member + "\" is missing in the body. Nothing was done.");
        }
        return value;
    }

    Map<String, Object> members() {
        return more;
    }
}
