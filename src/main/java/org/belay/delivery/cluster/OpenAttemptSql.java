package org.belay.delivery.cluster;

/** The SQL condition that selects deliveries which may have an attempt without outcome, before their attempts are read. */
public final class OpenAttemptSql {
    /** Of delivery {@code d}. The state shows the outcome of a single attempt; with several, one may be accepted and another open. */
    public static final String MAY_BE_OPEN = "(d.state = 'IN_FLIGHT' OR d.attempts > 1)";

    private OpenAttemptSql() {}
}
