package org.belay.audience.file;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.belay.audience.person.Person;
import org.belay.audience.person.PrintableValue;
import org.belay.audience.table.RowSource;
import org.belay.audience.table.TableFile;
import org.belay.audience.table.TableRow;
import org.belay.platform.RequestRefused;

/**
 * Reads a CSV, XLSX or ODS file of people, or a typed list, row by row. Memory does not grow with a CSV file, except 32 bytes per address.
 * Needs no database.
 *
 * <pre>{@code
 * FileFindings findings = PeopleFileReader.check(PeopleFile.of("staff.xlsx", Files.newInputStream(file)));
 * System.out.println(findings.message());
 * }</pre>
 */
public final class PeopleFileReader {
    /** Bad rows that are kept with all their cells. */
    private static final int SHOWN_WHOLE = 100;

    private static final int SHOWN_CELLS = 60;
    private static final int SAMPLED_ROWS = 200;

    private final PeopleFile file;
    private final RowSource source;
    private final List<BadRow> badRows = new ArrayList<>();
    private long rows;
    private long bad;
    private long duplicates;
    private long disabled;

    private PeopleFileReader(PeopleFile file, RowSource source) {
        this.file = file;
        this.source = source;
    }

    /** Reads a file without importing it. */
    public static FileFindings check(PeopleFile file) {
        return read(file, person -> {});
    }

    /**
     * Passes the person of each valid row to {@code people}, in file order.
     *
     * @throws RequestRefused if the file as a whole cannot be read: another type, no header, no address column, an unclosed quotation mark
     */
    public static FileFindings read(PeopleFile file, Consumer<Person> people) {
        try (RowSource source = TableFile.open(file.name(), file.content(), file.kind())) {
            return new PeopleFileReader(file, source).read(people);
        }
    }

    /** The columns of a file with some of their values, for a person who chooses what they mean. */
    public static List<ColumnSample> columns(PeopleFile file) {
        try (RowSource source = TableFile.open(file.name(), file.content(), file.kind())) {
            TableRow header = new PeopleFileReader(file, source).header();
            var samples = ColumnSample.of(file.name() + ", " + source.place(header.line()), header, file.choice());
            for (int i = 0; i < SAMPLED_ROWS; i++) {
                var row = source.next();
                if (row.isEmpty()) break;
                samples.forEach(sample -> sample.add(row.get()));
            }
            return samples;
        }
    }

    private TableRow header() {
        return source.next()
                .orElseThrow(() -> new RequestRefused(file.name() + ": the file is empty. Nothing was imported."));
    }

    private FileFindings read(Consumer<Person> people) {
        TableRow header = header();
        FileColumns columns =
                FileColumns.of(file.name() + ", " + source.place(header.line()), header.cells(), file.choice());
        var accounts = new DisabledAccounts(columns);
        var reader = new PersonRowReader(columns, source);
        for (var row = source.next(); row.isPresent(); row = source.next()) {
            if (row.get().isBlank()) continue;
            rows++;
            boolean off =
                    reader.fits(row.get()) && accounts.isDisabled(row.get()); // a row that does not fit is wrong first
            disabled += off ? 1 : 0;
            if (!off || file.disabled() == DisabledAccountPolicy.KEEP) take(reader, row.get(), people);
        }
        if (rows == 0) {
            throw new RequestRefused(file.name() + ": the file has a header but no rows. Nothing was imported.");
        }
        return findings(columns, accounts, reader.notes());
    }

    private FileFindings findings(FileColumns columns, DisabledAccounts accounts, List<String> values) {
        boolean leaveOut = file.disabled() == DisabledAccountPolicy.LEAVE_OUT;
        var notes = new ArrayList<>(source.notes());
        if (disabled > 0) {
            notes.add(PrintableValue.people(disabled)
                    + (disabled == 1 ? " has a disabled account" : " have disabled accounts") + " (column "
                    + accounts.headers() + ")"
                    + (leaveOut
                            ? " and " + (disabled == 1 ? "is" : "are") + " left out."
                            : "; to leave them out: --leave-out-disabled."));
        }
        notes.addAll(values);
        return new FileFindings(
                file.name(),
                rows,
                rows - bad - (leaveOut ? disabled : 0),
                List.copyOf(badRows),
                bad,
                duplicates,
                disabled,
                columns.meaningByHeader(),
                List.copyOf(notes));
    }

    private void take(PersonRowReader reader, TableRow row, Consumer<Person> people) {
        Person person;
        try {
            person = reader.read(row);
        } catch (PersonRowReader.UnusableRow e) {
            if (e.wholeRow()) source.rejected(row);
            bad++;
            duplicates += e.duplicate() ? 1 : 0;
            if (badRows.size() < SHOWN_WHOLE) {
                badRows.add(e.row()
                        .withCells(row.cells().stream()
                                .limit(SHOWN_CELLS)
                                .map(PrintableValue::value)
                                .toList()));
            } else if (badRows.size() < FileFindings.LISTED) {
                badRows.add(e.row());
            }
            return;
        }
        people.accept(person);
    }
}
