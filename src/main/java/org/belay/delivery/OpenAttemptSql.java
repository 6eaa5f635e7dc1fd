package org.belay.delivery;

/** The SQL condition that selects deliveries which may have an attempt without outcome, before their attempts are read. */
final class OpenAttemptSql {
    /** Of delivery {@code d}. The state shows the outcome of a single attempt; with several, one may be accepted and another open. */
    static final String MAY_BE_OPEN = "(d.state = 'IN_FLIGHT' OR d.attempts > 1)";

    private OpenAttemptSql() {}
}
