package org.belay.audience.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.belay.audience.person.Person;
import org.belay.platform.RequestRefused;
import org.jspecify.annotations.Nullable;

/**
 * Reads a CSV file of people row by row. Memory does not grow with the file, except 32 bytes per address. Needs no database.
 *
 * <pre>{@code
 * CsvFindings findings = CsvReading.check("staff.csv", Files.newInputStream(file));
 * System.out.println(findings.message());
 * }</pre>
 */
public final class PeopleCsvReader {
    private static final int LONGEST_CELL = 256 * 1024; // a longer cell means an unclosed quotation mark

    private final String fileName;
    private final Consumer<Person> people;
    private final List<BadRow> badRows = new ArrayList<>();
    private long rows;
    private long bad;
    private long duplicates;

    private PeopleCsvReader(String fileName, Consumer<Person> people) {
        this.fileName = fileName;
        this.people = people;
    }

    /** Reads a file without importing it. */
    public static CsvFindings check(String fileName, InputStream csv) {
        return read(fileName, csv, person -> {});
    }

    /**
     * Passes the person of each valid row to {@code people}, in file order.
     *
     * @throws RequestRefused if the file as a whole cannot be read: no header, no address column, not UTF-8, an unclosed quotation mark
     */
    public static CsvFindings read(String fileName, InputStream csv, Consumer<Person> people) {
        try {
            return new PeopleCsvReader(fileName, people).read(CsvDecoder.open(fileName, csv));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private CsvFindings read(CsvDecoder text) throws IOException {
        Iterator<CsvRecord> records = CsvReader.builder()
                .fieldSeparator(text.separator())
                .skipEmptyLines(true)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .allowExtraCharsAfterClosingQuote(false)
                .maxBufferSize(LONGEST_CELL)
                .ofCsvRecord(text)
                .iterator();
        CsvRecord header = next(records, 0);
        if (header == null) {
            throw new RequestRefused(fileName + ": the file is empty. Nothing was imported.");
        }
        CsvColumns columns = CsvColumns.of(fileName, header.getFields());
        var row = new CsvRowReader(columns);
        CsvRecord last = header;
        for (CsvRecord record = next(records, 1);
                record != null;
                record = next(records, last.getStartingLineNumber())) {
            last = record;
            if (!record.getFields().stream().allMatch(String::isBlank)) {
                take(row, record);
            }
        }
        if (text.quoteIsOpen() && spansLines(last)) {
            throw openQuote(last.getStartingLineNumber());
        }
        if (rows == 0) {
            throw new RequestRefused(fileName + ": the file has a header but no rows. Nothing was imported.");
        }
        return new CsvFindings(
                fileName,
                rows,
                rows - bad,
                List.copyOf(badRows),
                bad,
                duplicates,
                columns.meaningByHeader(),
                row.notes());
    }

    private void take(CsvRowReader row, CsvRecord record) {
        rows++;
        try {
            people.accept(row.read(record));
        } catch (CsvRowReader.UnusableRow e) {
            if (e.wholeRow() && spansLines(record)) {
                throw openQuote(
                        record.getStartingLineNumber()); // the open quote swallowed the rows below; none may be lost
                // silently
            }
            bad++;
            duplicates += e.duplicate() ? 1 : 0;
            if (badRows.size() < CsvFindings.LISTED) {
                badRows.add(e.row());
            }
        }
    }

    private @Nullable CsvRecord next(Iterator<CsvRecord> records, long lastLine) {
        try {
            return records.hasNext() ? records.next() : null;
        } catch (CsvParseException e) {
            if (e.getCause() instanceof IOException io) {
                throw new UncheckedIOException(io);
            }
            throw openQuote(lastLine + 1);
        }
    }

    private RequestRefused openQuote(long line) {
        return new RequestRefused(
                fileName + ", line " + line + ": a quotation mark is opened in this row or soon after it and not closed"
                        + " where the cell ends, so the rows below cannot be told apart. Nothing was imported. Close it, or double it"
                        + " (\"\") where it is part of the text.");
    }

    private static boolean spansLines(CsvRecord record) {
        return record.getFields().stream().anyMatch(f -> f.indexOf('\n') >= 0 || f.indexOf('\r') >= 0);
    }
}
