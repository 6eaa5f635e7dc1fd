package org.belay.template.versions;

import java.util.Optional;
import org.belay.platform.RequestRefused;

/** Another author has saved, published or discarded the draft since the caller read it. Nothing was written; {@link #theirs} has the current draft. */
public final class DraftConflict extends RequestRefused {
    private final transient Optional<TemplateDraft> theirs;

    DraftConflict(String message, Optional<TemplateDraft> theirs) {
        super(message);
        this.theirs = theirs;
    }

    /** The current draft; empty if it was published or discarded. */
    public Optional<TemplateDraft> theirs() {
        return theirs;
    }
}
