package org.belay.mailing.model;

import org.belay.platform.RequestRefused;

/** The mailing has changed since the author opened it. Nothing was saved; the caller still has both texts. */
public final class MailingConflict extends RequestRefused {
    private final transient Mailing theirs;

    public MailingConflict(String message, Mailing theirs) {
        super(message);
        this.theirs = theirs;
    }

    /** The mailing as it is now; its state need not be DRAFT. */
    public Mailing current() {
        return theirs;
    }
}
