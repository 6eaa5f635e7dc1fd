package org.belay.platform.csv;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpreadsheetCsvTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "=HYPERLINK(\"http://evil.example\";\"x\")",
                "+49 30 1234",
                "-5",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "\n=1",
                "  =1+1",
                "=cmd|' /C calc'!A0",
                "\uFF1D1+1",
                "\uFF0B1",
                "\uFF0D1",
                "\uFF20SUM(A1)",
                "'=1",
                "\u00A0=1"
            })
    void x15_no_cell_begins_a_formula_and_the_text_can_be_restored(String text) {
        String cell = SpreadsheetCsv.safe(text);
        if (text.startsWith("\u00A0")) {
            assertThat(cell)
                    .as("text: spreadsheet programs do not skip a no-break space")
                    .isEqualTo(text);
            return;
        }
        assertThat(cell).isEqualTo("'" + text);
        assertThat(SpreadsheetCsv.original(cell)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Ann", "a=b", "5-3", "nora@example.org", "M-0001", "1,5"})
    void other_cells_are_unchanged(String text) {
        assertThat(SpreadsheetCsv.safe(text)).isEqualTo(text);
        assertThat(SpreadsheetCsv.original(text)).isEqualTo(text);
    }

    @Test
    void quotes_commas_and_line_breaks_are_read_again_as_written() {
        var text = new StringWriter();
        try (var csv = new SpreadsheetCsv(text, "name", "note")) {
            csv.row(List.of("O\"Neil, Ann", "two\r\nlines"));
            csv.row(List.of("=1", ""));
        }
        assertThat(text.toString())
                .isEqualTo("\"name\",\"note\"\r\n\"O\"\"Neil, Ann\",\"two\r\nlines\"\r\n\"'=1\",\"\"\r\n");
        try (var rows = CsvReader.builder().ofCsvRecord(text.toString())) {
            assertThat(rows.stream().map(row -> row.getFields()).toList())
                    .containsExactly(
                            List.of("name", "note"), List.of("O\"Neil, Ann", "two\r\nlines"), List.of("'=1", ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
