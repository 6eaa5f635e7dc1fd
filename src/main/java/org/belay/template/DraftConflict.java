package org.belay.template;

import java.util.Optional;
import org.belay.platform.Refused;

/** Somebody else changed the draft meanwhile. Neither their words nor the caller's are lost: theirs are here, nothing was written. */
public final class DraftConflict extends Refused {
    private final transient Optional<TemplateDraft> theirs;

    DraftConflict(String message, Optional<TemplateDraft> theirs) {
        super(message);
        this.theirs = theirs;
    }

    /** The draft as it is now; empty if it was published or discarded. */
    public Optional<TemplateDraft> theirs() {
        return theirs;
    }
}
