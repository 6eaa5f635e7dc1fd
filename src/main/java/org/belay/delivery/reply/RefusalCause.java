package org.belay.delivery.reply;

/**
 * What a permanent refusal is about.
 *
 * @param reason beginning of a sentence, to which the reply is added
 * @param advice what to set or to ask for, in whole sentences; empty if the reply does not tell
 */
record RefusalCause(RefusalSubject about, String reason, String advice) {

    enum RefusalSubject {
        /** This address: unknown, full, or closed to us. */
        RECIPIENT,
        /** Probably our sender, host, tenant or text; two other recipients decide. */
        SENDER,
        /** The reply does not tell. */
        UNKNOWN
    }

    static final RefusalCause OF_RECIPIENT =
            new RefusalCause(RefusalSubject.RECIPIENT, "The relay refuses this recipient", "");

    static final RefusalCause OF_UNKNOWN = new RefusalCause(
            RefusalSubject.UNKNOWN,
            "The relay refuses this mail for all recipients",
            "Ask the relay's operator what its reply means.");

    static RefusalCause ofUs(String reason, String advice) {
        return new RefusalCause(RefusalSubject.SENDER, reason, advice);
    }
}
