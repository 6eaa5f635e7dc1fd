package org.belay.mailing;

import org.belay.platform.Refused;

/** The mailing is another than the one that the words were written over. Nothing was written: both texts are still there. */
public final class MailingConflict extends Refused {
    private final transient Mailing theirs;

    MailingConflict(String message, Mailing theirs) {
        super(message);
        this.theirs = theirs;
    }

    /** The mailing as it is now; its state may be another than DRAFT. */
    public Mailing theirs() {
        return theirs;
    }
}
