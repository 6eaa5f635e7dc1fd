package org.belay.delivery.reply;

/**
 * A condition of the relay or of our sender that a reply reports; it says nothing about the recipient.
 *
 * @param reason beginning of a sentence for people, to which the reply is added
 */
public record RelayCondition(Remedy remedy, String reason) {

    /** What resolves the condition. */
    public enum Remedy {
        /** A person must change something. */
        PERSON,
        /** It passes without help. */
        WAIT,
        /** A slower pace. */
        SLOW_DOWN,
        /** Fewer connections at the same time. */
        FEWER_CONNECTIONS
    }
}
