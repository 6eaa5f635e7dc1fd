package org.belay.template;

import java.util.List;
import org.belay.platform.Refused;

/** Another version was published since the author began. Nothing was published. */
public final class VersionConflict extends Refused {
    private final transient List<TemplateHistory> meanwhile;

    VersionConflict(String message, List<TemplateHistory> meanwhile) {
        super(message);
        this.meanwhile = List.copyOf(meanwhile);
    }

    /** The versions published since, newest first; empty if the template has no version. */
    public List<TemplateHistory> meanwhile() {
        return meanwhile;
    }
}
