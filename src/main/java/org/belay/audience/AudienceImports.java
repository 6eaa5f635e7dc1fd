package org.belay.audience;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.belay.access.Role;
import org.belay.access.User;
import org.belay.audience.AudienceChange.ChangeCounter;
import org.belay.audience.file.ColumnChoice;
import org.belay.audience.file.FileColumns;
import org.belay.audience.file.FileFindings;
import org.belay.audience.file.PeopleFile;
import org.belay.audience.file.PeopleFileReader;
import org.belay.audience.file.SeenAddresses;
import org.belay.audience.person.Person;
import org.belay.audit.AuditLog;
import org.belay.platform.RequestRefused;
import org.belay.platform.text.HiddenCharacter;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Imports files as audiences.
 *
 * <pre>{@code
 * imports.importFile("staff", PeopleFile.of("staff.xlsx", content), BadRowPolicy.REFUSE, nora);
 * }</pre>
 */
@Component
public class AudienceImports {
    private static final int LONGEST_NAME = 80;

    private final AudienceStore store;
    private final ImportStore imports;
    private final Audiences audiences;
    private final AuditLog audit;
    private final TransactionTemplate transaction;

    AudienceImports(
            AudienceStore store,
            ImportStore imports,
            Audiences audiences,
            AuditLog audit,
            TransactionTemplate transaction) {
        this.store = store;
        this.imports = imports;
        this.audiences = audiences;
        this.audit = audit;
        this.transaction = transaction;
    }

    /**
     * Creates an audience from a file, or replaces the people of an existing one. All or nothing. Streams rows, so that memory does not grow
     * with a CSV file, except 64 bytes per person to find duplicates and the difference.
     *
     * @param name of the audience, case-insensitive
     * @throws BadRowsRefused if rows cannot be used and {@code badRows} is REFUSE
     * @throws RequestRefused if the file or the name cannot be used
     */
    public ImportReport importFile(String name, PeopleFile file, BadRowPolicy badRows, User by) {
        return importFile(name, file, badRows, by, person -> {});
    }

    /** @param progress is passed each person who was read */
    public ImportReport importFile(
            String name, PeopleFile file, BadRowPolicy badRows, User by, Consumer<Person> progress) {
        String audienceName = checkedName(name);
        return transaction.execute(status -> {
            audiences.requireNotOfOthers(audienceName, by);
            AudienceId id = store.begin(audienceName, file.name(), by);
            refuseSource(id, audienceName);
            ColumnChoice choice = file.columns().over(imports.columns(id));
            var counter = new ChangeCounter(imports.addresses(id));
            store.empty(id);
            FileFindings findings = store.fill(
                    id,
                    sink -> PeopleFileReader.read(file.columns(choice), person -> {
                        sink.accept(person);
                        counter.count(person.address().key());
                        progress.accept(person);
                    }));
            if (findings.good() == 0 || !findings.clean() && badRows == BadRowPolicy.REFUSE) {
                throw new BadRowsRefused(findings);
            }
            requireFewRemovals(id, audienceName, findings.good(), counter.change(), by);
            return end(id, audienceName, findings, choice, counter.change(), by);
        });
    }

    /** The next sync would replace the people of the file. */
    private void refuseSource(AudienceId id, String name) {
        if (store.hasSource(id)) {
            throw new RequestRefused("The audience \"" + name
                    + "\" is read from a source. Nothing was imported. Use another name, or remove the source first (belay audience"
                    + " source remove \"" + name + "\"); its people stay.");
        }
    }

    /** A marked audience that lost most of its people would no longer be found in a copy of its list. */
    private void requireFewRemovals(AudienceId id, String name, long people, AudienceChange change, User by) {
        long before = people - change.added() + change.removed();
        if (5 * change.removed() > before && !by.is(Role.ADMIN) && store.isAllStaff(id)) {
            throw new RequestRefused(
                    "The audience \"%s\" is marked ALL-STAFF, and this file would remove %,d of its %,d people. Nothing was imported. Import it under another name, or ask an administrator to import it."
                            .formatted(name, change.removed(), before));
        }
    }

    private ImportReport end(
            AudienceId id, String name, FileFindings findings, ColumnChoice choice, AudienceChange change, User by) {
        store.end(id, attributes(findings), choice.all(), findings.good());
        imports.record(id, findings, change, by);
        audit.record(
                by.address(),
                "import",
                "audience " + name,
                Map.of(
                        "file", findings.fileName(),
                        "people", Long.toString(findings.good()),
                        "left out", Long.toString(findings.rows() - findings.good())));
        return new ImportReport(
                audiences.get(id),
                findings.good(),
                findings.badRows(),
                findings.bad(),
                findings.duplicates(),
                change,
                findings.columns(),
                findings.importMessage(name));
    }

    /**
     * What an import of a file under this name would do. Changes nothing.
     *
     * @throws RequestRefused if the file or the name cannot be used
     */
    public ImportPreview preview(String name, PeopleFile file) {
        Optional<Audience> replaced = audiences.byName(checkedName(name));
        replaced.ifPresent(one -> refuseSource(one.id(), one.name()));
        ColumnChoice choice = file.columns()
                .over(replaced.map(one -> imports.columns(one.id())).orElse(Map.of()));
        SeenAddresses before = replaced.map(one -> transaction.execute(status -> imports.addresses(one.id())))
                .orElseGet(SeenAddresses::new);
        var counter = new ChangeCounter(before);
        var counts = new PeopleCounts(new Random());
        FileFindings findings = PeopleFileReader.read(file.columns(choice), person -> {
            counter.count(person.address().key());
            counts.count(person);
        });
        return new ImportPreview(findings, counts.values(), counts.sample(), replaced, counter.change());
    }

    /** What was chosen for the columns of an audience's files: meaning by header; empty if there is no such audience. */
    public Map<String, String> rememberedColumns(String name) {
        return audiences
                .byName(name)
                .map(audience -> imports.columns(audience.id()))
                .orElse(Map.of());
    }

    /** The imports of an audience, the last one first. */
    public List<AudienceImport> history(AudienceId id, int limit) {
        return imports.history(id, limit);
    }

    private static List<String> attributes(FileFindings findings) {
        var attributes = new ArrayList<>(findings.columns().values());
        attributes.remove(FileColumns.ADDRESS);
        attributes.remove(FileColumns.NAME); // the first: a second column of that name is an attribute
        return attributes;
    }

    /** @throws RequestRefused if an audience cannot have this name */
    public static String checkedName(String name) {
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
