package org.belay.delivery.relay;

/**
 * A condition of the relay or of our sender that a reply reports; it says nothing about the recipient.
 *
 * @param reason beginning of a sentence for people, to which the reply is added
 */
record Concern(Cure cure, String reason) {

    /** What resolves the condition. */
    enum Cure {
        /** A person must change something. */
        PERSON,
        /** It passes without help. */
        TIME,
        /** A slower pace. */
        PATIENCE,
        /** Fewer connections at the same time. */
        FEWER_CONNECTIONS
    }
}
