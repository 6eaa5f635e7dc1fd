package org.belay.audience.file;

import java.util.List;

/**
 * A row that cannot be used.
 *
 * @param line on which it begins; the header of a CSV file is line 1
 * @param place for messages, as in {@code line 18} or {@code cell B18}
 * @param index the column, from 0; -1 if the whole row cannot be used
 * @param column header of the cell; empty if the whole row cannot be used
 * @param value the cell, shortened and with visible control characters; may be empty
 * @param reason completes a sentence that begins with the value
 * @param cells the cells of the row, shortened likewise; empty if the file has many such rows
 */
public record BadRow(
        long line, String place, int index, String column, String value, String reason, List<String> cells) {

    BadRow withCells(List<String> shown) {
        return new BadRow(line, place, index, column, value, reason, shown);
    }

    /** {@code line 18, column "email":} */
    String position() {
        return place + (column.isEmpty() ? ":" : ", column \"" + column + "\":");
    }

    /** {@code "ann.example.org" has no @} */
    String problem() {
        return value.isEmpty() ? reason : "\"" + value + "\" " + reason;
    }
}
