package org.belay.faults;

/** The statements at which a delivery can be held on its way through the database, as regular expressions. */
final class Statements {
    /** A node takes a batch. */
    static final String CLAIM = "UPDATE batch\\b.* SET epoch";

    /** A delivery is marked as about to leave. */
    static final String MARKER = "INSERT INTO attempt\\b";

    /** What became of it. */
    static final String OUTCOME = "UPDATE attempt\\b.* SET outcome";

    /** A node says that it lives. */
    static final String HEARTBEAT = "UPDATE node\\b.* SET seen_at";

    static final String AUDIT = "INSERT INTO audit\\w*";

    /** The deliveries of a batch are written. */
    static final String FAN_OUT = "INSERT INTO delivery\\b";

    private Statements() {}
}
