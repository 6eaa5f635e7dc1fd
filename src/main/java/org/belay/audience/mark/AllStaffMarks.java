package org.belay.audience.mark;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.belay.access.RightsConfirmation;
import org.belay.access.User;
import org.belay.audience.Audience;
import org.belay.audience.AudienceId;
import org.belay.audience.AudienceSnapshot;
import org.belay.audience.SnapshotId;
import org.belay.audit.AuditLog;
import org.belay.platform.RequestRefused;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Marks audiences as ALL-STAFF, and finds mailings to their people. */
@Component
@Transactional
public class AllStaffMarks {
    private final MarkStore store;
    private final RightsConfirmation rights;
    private final AuditLog audit;

    AllStaffMarks(MarkStore store, RightsConfirmation rights, AuditLog audit) {
        this.store = store;
        this.rights = rights;
        this.audit = audit;
    }

    @Transactional(readOnly = true)
    public Set<AudienceId> marked() {
        return Set.copyOf(store.marked());
    }

    /** @throws RequestRefused if {@code by} is not an administrator */
    public void set(Audience audience, AllStaffMark mark, User by) {
        rights.requireAdministrator(by, "mark an audience as ALL-STAFF");
        if (store.set(audience.id(), mark)) {
            audit.record(
                    by.address(),
                    "all-staff",
                    "audience " + audience.name(),
                    Map.of(
                            "mark",
                            mark == AllStaffMark.ALL_STAFF ? "none → ALL-STAFF" : "ALL-STAFF → none",
                            "people",
                            Long.toString(audience.people())));
        }
    }

    /** Whether an audience without the mark has more than half of all people whom Belay knows. */
    @Transactional(readOnly = true)
    public boolean isSuggestedFor(Audience audience) {
        return audience.people() > 0
                && !marked().contains(audience.id())
                && 2 * audience.people() > store.knownPeople();
    }

    /** Name of a marked audience of which the snapshot has half or more of the people. Reads all of both. */
    @Transactional(readOnly = true)
    public Optional<String> markedWithin(SnapshotId snapshot) {
        return store.markedWithin(snapshot);
    }

    /** Name of the audience that was copied, if it is marked now. */
    @Transactional(readOnly = true)
    public Optional<String> markedOrigin(AudienceSnapshot snapshot) {
        return store.markedOrigin(snapshot.id());
    }
}
