package org.belay.delivery;

/** What becomes of one transaction, as only the relay and the test know. */
enum Fate {
    ACCEPTED(true, false),
    REJECTED(false, false),
    DEFERRED(false, false),
    WITHHELD(false, false),
    /** The answer is lost, the mail is not. */
    LOST_ANSWER(true, true),
    /** Neither arrives. */
    LOST(false, true),
    /** The mail is taken, the answer comes late or never. */
    SLOW(true, true),
    /** The process is killed after the marker and before the dot. */
    KILLED_BEFORE_DOT(false, false),
    /** The process is killed after the dot; the relay takes it. */
    KILLED_AFTER_DOT(true, true);

    final boolean taken;
    final boolean doubtful;

    Fate(boolean taken, boolean doubtful) {
        this.taken = taken;
        this.doubtful = doubtful;
    }
}
