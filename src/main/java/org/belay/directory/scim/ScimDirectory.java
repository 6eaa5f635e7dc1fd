package org.belay.directory.scim;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.belay.audience.source.SourceRow;
import org.belay.directory.model.SourceDefinition.ScimSource;
import org.belay.platform.RequestRefused;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads the pushed directory: active users, and those of a group, also through groups in it. */
@Component
public class ScimDirectory {
    private final ScimPeopleStore people;
    private final ScimStore store;
    private final TransactionTemplate own;

    ScimDirectory(ScimPeopleStore people, ScimStore store, PlatformTransactionManager transactions) {
        // the connection of the caller is copying the people meanwhile
        this.own = new TransactionTemplate(transactions);
        own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        own.setReadOnly(true);
        this.people = people;
        this.store = store;
    }

    /**
     * What was pushed.
     *
     * @param changedAt time of the last change; empty if nothing was ever pushed
     */
    public record ScimStatus(long users, long active, long groups, Optional<Instant> changedAt) {}

    /** A group that can be the source of an audience. */
    public record ScimGroup(UUID id, String name, long members) {}

    public ScimStatus status() {
        return people.status();
    }

    /** By name; at most 1,000. */
    public List<ScimGroup> groups() {
        return people.groups();
    }

    /** @throws RequestRefused if there is no such group */
    public ScimSource source(String group) {
        if (group.isBlank()) return new ScimSource(Optional.empty(), "");
        UUID id = ScimFilter.id(group.strip());
        String name = store.group(id)
                .flatMap(found -> ScimJson.text(found.attributes(), "displayName"))
                .orElseThrow(() -> new RequestRefused("No group with the id \"" + group
                        + "\" was pushed. Nothing was changed. The page Sources lists the groups."));
        return new ScimSource(Optional.of(id), name);
    }

    /** Names of audiences whose people a push may have changed since they were last read. */
    public List<String> stale() {
        return people.stale();
    }

    /** Passes each active user. A group that was deleted has none. */
    public void read(ScimSource source, Consumer<SourceRow> rows) {
        own.executeWithoutResult(status -> people.read(
                source.group(), (userName, user) -> rows.accept(new SourceRow(userName, ScimPerson.values(user)))));
    }
}
