package org.belay.delivery.relay;

/**
 * Something a relay said that is about itself or about our sender, not about the recipient.
 *
 * @param reason for people: a sentence's beginning, to which the reply is added
 */
record Concern(Cure cure, String reason) {

    /** What helps. */
    enum Cure {
        /** Somebody must change something. */
        PERSON,
        /** It passes by itself. */
        TIME,
        /** Asking less often. */
        PATIENCE,
        /** Fewer connections at the same time. */
        FEWER_CONNECTIONS
    }
}
