package org.belay.audience.drift;

import org.belay.audience.SnapshotId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Compares audiences with their snapshots. */
@Component
@Transactional
public class AudienceDrifts {
    private final DriftStore store;

    AudienceDrifts(DriftStore store) {
        this.store = store;
    }

    /** The difference of now. */
    @Transactional(readOnly = true)
    public AudienceDrift of(SnapshotId snapshot) {
        return store.compare(snapshot);
    }

    /** Records who of the snapshot is not in the audience any more, so that delivery skips them. */
    public void leaveOut(SnapshotId snapshot) {
        store.leaveOut(snapshot);
    }
}
