package org.belay.delivery.ledger;

/** The fate of one transaction, as only the relay and the test know it. */
enum AttemptFate {
    ACCEPTED(true, false),
    REJECTED(false, false),
    DEFERRED(false, false),
    WITHHELD(false, false),
    /** The reply is lost, the mail is not. */
    LOST_ANSWER(true, true),
    /** Neither the mail nor a reply arrives. */
    LOST(false, true),
    /** The mail is accepted; the reply comes late or never. */
    SLOW(true, true),
    /** The process is killed after the attempt is committed and before the end of data. */
    KILLED_BEFORE_DOT(false, false),
    /** The process is killed after the end of data; the relay accepts the mail. */
    KILLED_AFTER_DOT(true, true);

    final boolean taken;
    final boolean doubtful;

    AttemptFate(boolean taken, boolean doubtful) {
        this.taken = taken;
        this.doubtful = doubtful;
    }
}
