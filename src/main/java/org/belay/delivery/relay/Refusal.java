package org.belay.delivery.relay;

/**
 * What a permanent refusal is about.
 *
 * @param reason beginning of a sentence, to which the reply is added
 * @param advice what to set or to ask for, in whole sentences; empty if the reply does not tell
 */
record Refusal(About about, String reason, String advice) {

    enum About {
        /** This address: unknown, full, or closed to us. */
        RECIPIENT,
        /** Probably our sender, host, tenant or text; two other recipients decide. */
        US,
        /** The reply does not tell. */
        UNKNOWN
    }

    static final Refusal OF_RECIPIENT = new Refusal(About.RECIPIENT, "The relay refuses this recipient", "");

    static final Refusal OF_UNKNOWN = new Refusal(
            About.UNKNOWN,
            "The relay refuses this mail for all recipients",
            "Ask the relay's operator what its reply means.");

    static Refusal ofUs(String reason, String advice) {
        return new Refusal(About.US, reason, advice);
    }
}
