package org.belay.audience;

/**
 * A row that cannot be used.
 *
 * @param line where it begins in the file; the header is line 1
 * @param column its header; empty where the whole row is meant
 * @param value the cell, shortened and with control characters made visible; empty where there is none to show
 * @param reason what is wrong, as the end of a sentence that begins with the value
 */
public record BadRow(long line, String column, String value, String reason) {

    /** {@code line 18, column "email":} */
    String place() {
        return "line " + line + (column.isEmpty() ? ":" : ", column \"" + column + "\":");
    }

    /** {@code "ann.example.org" has no @} */
    String complaint() {
        return value.isEmpty() ? reason : "\"" + value + "\" " + reason;
    }
}
