package org.belay.platform.csv;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.List;

/**
 * Writes CSV (RFC 4180: CRLF, every cell quoted) that is safe to open in a spreadsheet program: a cell that it would take for a formula begins
 * with an apostrophe, as {@code '+49 30 1234}, and stays readable. {@link #original} removes it again.
 */
public final class SpreadsheetCsv implements AutoCloseable {
    /** Begins a formula, also in the full width that spreadsheet programs of East Asia accept; an apostrophe is doubled to be removable. */
    private static final String FORMULA = "=+-@\t\r\n'\uFF1D\uFF0B\uFF0D\uFF20";

    private final CsvWriter csv;

    /** @param columns header row */
    public SpreadsheetCsv(Writer to, String... columns) {
        csv = CsvWriter.builder()
                .quoteStrategy(QuoteStrategies.ALWAYS)
                .lineDelimiter(LineDelimiter.CRLF)
                .build(to);
        row(Arrays.asList(columns));
    }

    public void row(List<String> cells) {
        csv.writeRecord(cells.stream().map(SpreadsheetCsv::safe).toList());
    }

    /** A cell that no spreadsheet program takes for a formula. */
    public static String safe(String cell) {
        String visible = cell.stripLeading();
        boolean formula = !visible.isEmpty() && FORMULA.indexOf(visible.charAt(0)) >= 0
                || !cell.isEmpty() && FORMULA.indexOf(cell.charAt(0)) >= 0;
        return formula ? "'" + cell : cell;
    }

    /** The text from which {@link #safe} made this cell. */
    public static String original(String cell) {
        return cell.startsWith("'") ? cell.substring(1) : cell;
    }

    /** Hands over all rows, for a writer that stays open. */
    public void flush() {
        try {
            csv.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            csv.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
