package org.belay.audience.table;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Optional;
import org.belay.platform.RequestRefused;

/** The rows of a CSV file (RFC 4180) with any of the usual separators. */
final class CsvRows implements RowSource {
    private static final int LONGEST_CELL = 256 * 1024; // a longer cell means an unclosed quotation mark

    private final String fileName;
    private final CsvDecoder text;
    private final Iterator<CsvRecord> records;
    private long lastLine;
    private boolean lastSpans;

    private CsvRows(String fileName, CsvDecoder text, Iterator<CsvRecord> records) {
        this.fileName = fileName;
        this.text = text;
        this.records = records;
    }

    static CsvRows open(String fileName, CsvDecoder text) throws IOException {
        return new CsvRows(
                fileName,
                text,
                CsvReader.builder()
                        .fieldSeparator(text.separator())
                        .skipEmptyLines(true)
                        .allowExtraFields(true)
                        .allowMissingFields(true)
                        .allowExtraCharsAfterClosingQuote(false)
                        .maxBufferSize(LONGEST_CELL)
                        .ofCsvRecord(text)
                        .iterator());
    }

    @Override
    public Optional<TableRow> next() {
        try {
            if (!records.hasNext()) {
                if (text.quoteIsOpen() && lastSpans) throw openQuote(lastLine);
                return Optional.empty();
            }
            CsvRecord read = records.next();
            var row = TableRow.of(read.getStartingLineNumber(), read.getFields());
            lastLine = row.line();
            lastSpans = spansLines(row);
            return Optional.of(row);
        } catch (CsvParseException e) {
            if (e.getCause() instanceof IOException io) throw new UncheckedIOException(io);
            throw openQuote(lastLine + 1);
        }
    }

    /** An open quotation mark swallows the rows below into one, and none may be lost silently. */
    @Override
    public void rejected(TableRow row) {
        if (spansLines(row)) throw openQuote(row.line());
    }

    @Override
    public String place(long line) {
        return "line " + line;
    }

    @Override
    public String place(long line, int column) {
        return place(line);
    }

    /** The stream belongs to the caller. */
    @Override
    public void close() {}

    private static boolean spansLines(TableRow row) {
        return row.cells().stream().anyMatch(cell -> cell.indexOf('\n') >= 0 || cell.indexOf('\r') >= 0);
    }

    private RequestRefused openQuote(long line) {
        return new RequestRefused(
                fileName + ", line " + line + ": a quotation mark is opened in this row or soon after it and not"
                        + " closed where the cell ends, so the rows below cannot be told apart."
                        + " Nothing was imported. Close it, or double it (\"\") where it is part"
                        + " of the text.");
    }
}
