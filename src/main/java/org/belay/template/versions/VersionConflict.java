package org.belay.template.versions;

import java.util.List;
import org.belay.platform.RequestRefused;

/** Another version was published since the author began. Nothing was published. */
public final class VersionConflict extends RequestRefused {
    private final transient List<VersionRecord> meanwhile;

    VersionConflict(String message, List<VersionRecord> meanwhile) {
        super(message);
        this.meanwhile = List.copyOf(meanwhile);
    }

    /** The versions published since, newest first; empty if the template has no version. */
    public List<VersionRecord> meanwhile() {
        return meanwhile;
    }
}
