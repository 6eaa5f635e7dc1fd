package org.belay.faults;

/** The SQL statements at which a delivery can be held, as regular expressions. */
final class DeliveryStatements {
    /** A node claims a batch. */
    static final String CLAIM = "UPDATE batch\\b.* SET epoch";

    /** An attempt is committed. */
    static final String MARKER = "INSERT INTO attempt\\b";

    /** Its outcome is recorded. */
    static final String OUTCOME = "UPDATE attempt\\b.* SET outcome";

    /** A node records a sign of life. */
    static final String HEARTBEAT = "UPDATE node\\b.* SET seen_at";

    static final String AUDIT = "INSERT INTO audit\\w*";

    /** The deliveries of a batch are written. */
    static final String FAN_OUT = "INSERT INTO delivery\\b";

    private DeliveryStatements() {}
}
