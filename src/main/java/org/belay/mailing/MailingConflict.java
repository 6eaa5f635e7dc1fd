package org.belay.mailing;

import org.belay.platform.Refused;

/** The mailing has changed since the author opened it. Nothing was saved; the caller still has both texts. */
public final class MailingConflict extends Refused {
    private final transient Mailing theirs;

    MailingConflict(String message, Mailing theirs) {
        super(message);
        this.theirs = theirs;
    }

    /** The mailing as it is now; its state need not be DRAFT. */
    public Mailing theirs() {
        return theirs;
    }
}
