package org.belay.audience.csv;

/**
 * A row that cannot be used.
 *
 * @param line on which it begins; the header is line 1
 * @param column header of the cell; empty if the whole row is invalid
 * @param value the cell, shortened and with visible control characters; may be empty
 * @param reason completes a sentence that begins with the value
 */
public record BadRow(long line, String column, String value, String reason) {

    /** {@code line 18, column "email":} */
    String position() {
        return "line " + line + (column.isEmpty() ? ":" : ", column \"" + column + "\":");
    }

    /** {@code "ann.example.org" has no @} */
    String problem() {
        return value.isEmpty() ? reason : "\"" + value + "\" " + reason;
    }
}
