package org.belay.api.problem;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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
    public static <T> T required(String member, @Nullable T value) {
        if (value == null) {
            throw missing(member);
        }
        return value;
    }

    public static UnusableRequest missing(String member) {
        return new UnusableRequest("\"" + member + "\" is missing in the body. Nothing was done.");
    }

    Map<String, Object> members() {
        return more;
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
