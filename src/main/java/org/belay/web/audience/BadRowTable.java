package org.belay.web.audience;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.belay.audience.file.BadRow;
import org.belay.audience.file.ColumnSample;
import org.belay.audience.file.FileColumns;

/** The rows of a file that cannot be used, with the columns that are wrong and those that tell who it is. */
public record BadRowTable(List<String> headers, List<ShownRow> rows) {
    private static final int SHOWN = 20;
    private static final int COLUMNS = 6;

    public record ShownRow(String place, List<ShownCell> cells, String reason) {}

    /** @param wrong whether this is the cell that cannot be used */
    public record ShownCell(String text, boolean wrong) {}

    static BadRowTable of(List<BadRow> bad, List<ColumnSample> columns) {
        List<BadRow> shown =
                bad.stream().filter(row -> !row.cells().isEmpty()).limit(SHOWN).toList();
        List<Integer> indexes = indexes(shown, columns);
        return new BadRowTable(
                indexes.stream().map(i -> columns.get(i).name()).toList(),
                shown.stream().map(row -> row(row, indexes)).toList());
    }

    private static List<Integer> indexes(List<BadRow> rows, List<ColumnSample> columns) {
        var indexes = new TreeSet<Integer>();
        for (ColumnSample column : columns) {
            if (List.of(FileColumns.ADDRESS, FileColumns.NAME).contains(column.meaning())) indexes.add(column.column());
        }
        rows.stream()
                .map(BadRow::index)
                .filter(i -> i >= 0 && i < columns.size())
                .forEach(indexes::add);
        for (int i = 0; i < columns.size() && indexes.size() < COLUMNS; i++) indexes.add(i);
        return new ArrayList<>(indexes);
    }

    private static ShownRow row(BadRow row, List<Integer> indexes) {
        return new ShownRow(
                row.place(),
                indexes.stream()
                        .map(i -> new ShownCell(
                                i < row.cells().size() ? row.cells().get(i) : "", i == row.index()))
                        .toList(),
                row.reason());
    }
}
