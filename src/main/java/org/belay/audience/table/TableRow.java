package org.belay.audience.table;

import java.util.List;
import java.util.Map;

/**
 * One row of a file.
 *
 * @param line its number in the file, from 1
 * @param cells values as text, the first column first
 * @param problems by column, from 0: why a cell has no value that can be used; completes a sentence that begins with the cell
 */
public record TableRow(long line, List<String> cells, Map<Integer, String> problems) {
    public static TableRow of(long line, List<String> cells) {
        return new TableRow(line, cells, Map.of());
    }

    public boolean isBlank() {
        return problems.isEmpty() && cells.stream().allMatch(String::isBlank);
    }
}
