package org.belay.audience;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.belay.access.User;
import org.belay.access.UserId;
import org.belay.access.team.AllTeams;
import org.belay.audience.PeopleStore.PeopleTable;
import org.belay.audience.person.Person;
import org.belay.platform.ObjectNotFound;
import org.belay.platform.RequestRefused;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Audiences: counts their people, and freezes snapshots. {@link AudienceImports} fills them.
 *
 * <pre>{@code
 * Snapshot frozen = audiences.freeze(audiences.byName("staff").orElseThrow().id());
 * }</pre>
 */
@Component
public class Audiences {
    private final AudienceStore store;
    private final SnapshotStore snapshots;
    private final PeopleStore people;
    private final AllTeams allTeams;
    private final TransactionTemplate transaction;

    Audiences(
            AudienceStore store,
            SnapshotStore snapshots,
            PeopleStore people,
            AllTeams allTeams,
            TransactionTemplate transaction) {
        this.allTeams = allTeams;
        this.store = store;
        this.snapshots = snapshots;
        this.people = people;
        this.transaction = transaction;
    }

    public List<Audience> list() {
        return store.all();
    }

    public Optional<Audience> byName(String name) {
        return store.byName(name.strip());
    }

    /**
     * Names are unique over all teams, because mailings and selections name audiences.
     *
     * @throws RequestRefused if an audience of this name belongs to a team that the user is not in
     */
    void requireNotOfOthers(String name, User by) {
        allTeams.call(() -> byName(name))
                .filter(found -> !by.sees(found.team()))
                .ifPresent(found -> {
                    throw new RequestRefused("There is already an audience \"" + found.name()
                            + "\", which belongs to another team. Nothing was imported. Choose another name.");
                });
    }

    public Audience get(AudienceId id) {
        return store.byId(id).orElseThrow(() -> new ObjectNotFound("There is no audience " + id + "."));
    }

    /**
     * The users who decided who is in the audience: who last imported it, who defined the source that it was read from, and those of what it
     * was selected from. Locks it against imports until the caller's transaction ends.
     */
    public Set<UserId> lockImporters(AudienceId id) {
        return store.lockImporters(id);
    }

    /** As {@link #lockImporters}, without the lock. */
    public Set<UserId> writers(AudienceId id) {
        return store.writers(id);
    }

    /**
     * Copies the audience into an immutable snapshot. Joins the caller's transaction if there is one.
     *
     * @throws RequestRefused if the audience is empty
     */
    public AudienceSnapshot freeze(AudienceId id) {
        return transaction.execute(status -> {
            Audience audience = get(id);
            SnapshotId snapshot = snapshots.begin(audience);
            long copied = snapshots.copy(id, snapshot);
            if (copied == 0) {
                throw new RequestRefused("The audience \"" + audience.name()
                        + "\" is empty. Nothing was frozen. Import its people first.");
            }
            snapshots.complete(snapshot, copied, snapshots.hash(snapshot));
            return snapshot(snapshot);
        });
    }

    public AudienceSnapshot snapshot(SnapshotId id) {
        return snapshots.byId(id).orElseThrow(() -> new ObjectNotFound("There is no snapshot " + id + "."));
    }

    /** Reads all rows again and compares their hash with the snapshot's. */
    public boolean isIntact(SnapshotId id) {
        return Boolean.TRUE.equals(transaction.execute(
                status -> snapshots.hash(id).equals(snapshot(id).sha256())));
    }

    /** People grouped by the values of these attributes, largest group first; one group if there are no attributes. */
    public List<ValueGroup> valueGroups(SnapshotId id, List<String> attributes) {
        return people.valueGroups(PeopleTable.of(id), attributes);
    }

    public List<ValueGroup> valueGroups(AudienceId id, List<String> attributes) {
        return people.valueGroups(PeopleTable.of(id), attributes);
    }

    /** Number of people by value, most frequent value first. */
    public List<ValueCount> valueCounts(SnapshotId id, String attribute) {
        return people.valueCounts(PeopleTable.of(id), attribute);
    }

    public List<ValueCount> valueCounts(AudienceId id, String attribute) {
        return people.valueCounts(PeopleTable.of(id), attribute);
    }

    /** Number of people by domain of their address, for domains other than these. */
    public List<ValueCount> otherDomains(AudienceId id, Set<String> domains) {
        return people.otherDomains(PeopleTable.of(id), domains);
    }

    /** Number of people by the domain of their address, most frequent first. */
    public List<ValueCount> domainCounts(AudienceId id) {
        return people.domainCounts(PeopleTable.of(id));
    }

    /** Number of people by value, for values that are longer than {@code longest} or have other characters than letters, digits, spaces, hyphens and apostrophes. */
    public List<ValueCount> unusualValues(AudienceId id, String attribute, int longest) {
        return people.unusual(PeopleTable.of(id), attribute, longest);
    }

    /** Distinct values, longest first. */
    public List<ValueCount> longestValues(SnapshotId id, String attribute, int limit) {
        return people.longest(PeopleTable.of(id), attribute, limit);
    }

    /** Up to {@code n} people, evenly spread from first to last. */
    public List<Person> sample(SnapshotId id, int n) {
        return people.at(PeopleTable.of(id), evenly(snapshot(id).people(), n));
    }

    public List<Person> sample(AudienceId id, int n) {
        return people.at(PeopleTable.of(id), evenly(get(id).people(), n));
    }

    /** Up to {@code n} people at random, in the order of the file. */
    public List<Person> randomSample(AudienceId id, int n) {
        long all = get(id).people();
        if (all <= n) return sample(id, n);
        return people.at(
                PeopleTable.of(id),
                ThreadLocalRandom.current()
                        .ints(0, (int) all)
                        .distinct()
                        .limit(n)
                        .toArray());
    }

    /** The person with this address, case-insensitive. */
    public Optional<Person> person(AudienceId id, String address) {
        return people.person(PeopleTable.of(id), address.strip());
    }

    public Optional<Person> person(SnapshotId id, String address) {
        return people.person(PeopleTable.of(id), address.strip());
    }

    private static int[] evenly(long people, int n) {
        long wanted = Math.min(people, n);
        return IntStream.range(0, (int) wanted)
                .map(i -> (int) (i * people / wanted))
                .toArray();
    }
}
