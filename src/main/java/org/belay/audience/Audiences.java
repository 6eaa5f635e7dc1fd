package org.belay.audience;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.belay.access.User;
import org.belay.access.UserId;
import org.belay.audience.PeopleStore.PeopleTable;
import org.belay.audience.csv.CsvColumns;
import org.belay.audience.csv.CsvFindings;
import org.belay.audience.csv.PeopleCsvReader;
import org.belay.audience.person.Person;
import org.belay.audience.person.PrintableValue;
import org.belay.audit.AuditLog;
import org.belay.platform.HiddenCharacter;
import org.belay.platform.ObjectNotFound;
import org.belay.platform.RequestRefused;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Audiences: imports people, counts them, and freezes snapshots.
 *
 * <pre>{@code
 * audiences.importCsv("staff", "staff.csv", csv, BadRows.REFUSE, nora);
 * Snapshot frozen = audiences.freeze(audiences.byName("staff").orElseThrow().id());
 * }</pre>
 */
@Component
public class Audiences {
    private static final int LONGEST_NAME = 80;

    private final AudienceStore store;
    private final SnapshotStore snapshots;
    private final PeopleStore people;
    private final AuditLog audit;
    private final TransactionTemplate transaction;

    Audiences(
            AudienceStore store,
            SnapshotStore snapshots,
            PeopleStore people,
            AuditLog audit,
            TransactionTemplate transaction) {
        this.store = store;
        this.snapshots = snapshots;
        this.people = people;
        this.audit = audit;
        this.transaction = transaction;
    }

    /**
     * Creates an audience from a file, or replaces the people of an existing one. All or nothing. Streams rows, so that memory does not grow
     * with the file, except 32 bytes per person to find duplicates.
     *
     * @param name of the audience, case-insensitive
     * @param fileName for messages
     * @throws BadRowsRefused if rows cannot be used and {@code badRows} is REFUSE
     * @throws RequestRefused if the file or the name cannot be used
     */
    public ImportReport importCsv(String name, String fileName, InputStream csv, BadRowPolicy badRows, User by) {
        String audienceName = checked(name);
        String file = PrintableValue.value(fileName);
        return transaction.execute(status -> {
            AudienceId id = store.begin(audienceName, file, by);
            CsvFindings findings = store.fill(id, sink -> PeopleCsvReader.read(file, csv, sink));
            if (findings.good() == 0 || !findings.clean() && badRows == BadRowPolicy.REFUSE) {
                throw new BadRowsRefused(findings);
            }
            store.end(id, attributes(findings), findings.good());
            audit.record(
                    by.address(),
                    "import",
                    "audience " + audienceName,
                    Map.of(
                            "file", file,
                            "people", Long.toString(findings.good()),
                            "left out", Long.toString(findings.bad())));
            return new ImportReport(
                    get(id),
                    findings.good(),
                    findings.badRows(),
                    findings.bad(),
                    findings.duplicates(),
                    findings.columns(),
                    findings.importMessage(audienceName));
        });
    }

    public List<Audience> list() {
        return store.all();
    }

    public Optional<Audience> byName(String name) {
        return store.byName(name.strip());
    }

    public Audience get(AudienceId id) {
        return store.byId(id).orElseThrow(() -> new ObjectNotFound("There is no audience " + id + "."));
    }

    /** The user who last imported the audience. Locks it against imports until the caller's transaction ends. */
    public UserId lockImporter(AudienceId id) {
        return store.lockImporter(id).orElseThrow(() -> new ObjectNotFound("There is no audience " + id + "."));
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

    private static List<String> attributes(CsvFindings findings) {
        var attributes = new ArrayList<>(findings.columns().values());
        attributes.remove(CsvColumns.ADDRESS);
        attributes.remove(CsvColumns.NAME); // the first: a second column of that name is an attribute
        return attributes;
    }

    private static String checked(String name) {
        String stripped = name.strip();
        if (stripped.isEmpty()
                || stripped.length() > LONGEST_NAME
                || HiddenCharacter.in(stripped).isPresent()) {
            throw new RequestRefused("An audience needs a name of 1 to " + LONGEST_NAME
                    + " characters that can be seen, on one line. Nothing was imported.");
        }
        return stripped;
    }
}
