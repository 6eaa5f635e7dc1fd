package org.belay.audience.file;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.belay.audience.person.PrintableValue;

/**
 * Result of reading a file of people.
 *
 * @param rows number of rows without header and blank rows
 * @param good number of rows that can be used
 * @param badRows rows that cannot be used, in file order; at most {@value #LISTED}
 * @param bad number of rows that cannot be used
 * @param duplicates how many of those repeat an earlier address
 * @param disabled number of people whose account is disabled, as the file says
 * @param columns meaning by header: {@code email}, {@code name} or an attribute
 * @param notes values that were not recognised, one sentence per column
 */
public record FileFindings(
        String fileName,
        long rows,
        long good,
        List<BadRow> badRows,
        long bad,
        long duplicates,
        long disabled,
        Map<String, String> columns,
        List<String> notes) {
    static final int LISTED = 1_000;

    /** Whether every row can be used. */
    public boolean clean() {
        return bad == 0;
    }

    /** For a check that imports nothing. */
    public String message() {
        return clean()
                ? fileName + ": " + PrintableValue.people(good) + ", every row can be used." + columnsLine()
                : fileName + ": " + badOfAll() + " cannot be used." + list() + notesLines();
    }

    public String refusalMessage() {
        String them = bad == 1 ? "it" : "them";
        return fileName + ": " + badOfAll() + " cannot be used. Nothing was imported." + list() + "\nFix " + them
                + " and import again"
                + (good > 0
                        ? ", or import the other " + PrintableValue.number(good) + " with --without-bad-rows."
                        : ".");
    }

    public String importMessage(String audience) {
        String done = fileName + ": " + PrintableValue.people(good) + " imported as \"" + audience + "\".";
        return clean() ? done + columnsLine() : done + " Left out: " + badOfAll() + "." + list() + notesLines();
    }

    private String badOfAll() {
        return PrintableValue.number(bad) + " of " + PrintableValue.rows(rows);
    }

    private String list() {
        int width = badRows.stream().mapToInt(r -> r.position().length()).max().orElse(0);
        String lines = badRows.stream()
                .map(r ->
                        "\n  " + r.position() + " ".repeat(width - r.position().length() + 1) + r.problem())
                .collect(Collectors.joining());
        return bad > badRows.size()
                ? lines + "\n  and " + PrintableValue.number(bad - badRows.size()) + " more"
                : lines;
    }

    private String notesLines() {
        return notes.stream().map(note -> "\n" + note).collect(Collectors.joining());
    }

    private String columnsLine() {
        return "\nColumns: "
                + columns.entrySet().stream()
                        .map(c -> c.getKey().equals(c.getValue()) ? c.getKey() : c.getKey() + " (" + c.getValue() + ")")
                        .collect(Collectors.joining(", "))
                + "." + notesLines();
    }
}
