package org.belay.template;

import java.util.List;
import org.belay.platform.Refused;

/** Somebody published something else since the words were begun. Nothing was published, and nothing was lost. */
public final class VersionConflict extends Refused {
    private final transient List<TemplateHistory> meanwhile;

    VersionConflict(String message, List<TemplateHistory> meanwhile) {
        super(message);
        this.meanwhile = List.copyOf(meanwhile);
    }

    /** What was published since, newest first; empty if there is no version at all. */
    public List<TemplateHistory> meanwhile() {
        return meanwhile;
    }
}
