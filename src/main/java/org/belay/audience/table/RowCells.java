package org.belay.audience.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects the cells of one row of a spreadsheet. A cell is as long as a value may be, and one character more, so that it is refused. */
final class RowCells {
    static final int LONGEST = 2_000;

    private final String fileName;
    private final List<String> cells = new ArrayList<>();
    private final Map<Integer, String> problems = new HashMap<>();

    RowCells(String fileName) {
        this.fileName = fileName;
    }

    void clear() {
        cells.clear();
        problems.clear();
    }

    /** @param column from 0; not before the last one */
    void set(long row, int column, String value) {
        if (value.isEmpty()) return;
        if (column >= CellReference.COLUMNS) {
            throw new org.belay.platform.RequestRefused(
                    "%s, %s: Belay reads the first %,d columns, and this cell is beyond them. Nothing was imported. Delete it."
                            .formatted(fileName, CellReference.place(row, column), CellReference.COLUMNS));
        }
        while (cells.size() <= column) cells.add("");
        cells.set(column, value);
    }

    void problem(long row, int column, String shown, String problem) {
        set(row, column, shown);
        problems.put(column, problem);
    }

    /** The row with at least so many cells: programs do not store empty cells at its end. */
    TableRow row(long number, int width) {
        var all = new ArrayList<>(cells);
        while (all.size() < width) all.add("");
        return new TableRow(number, List.copyOf(all), Map.copyOf(problems));
    }

    static void append(StringBuilder text, String more) {
        int room = LONGEST - text.length();
        if (room > 0) text.append(more, 0, Math.min(room, more.length()));
    }
}
