package org.belay.audience.table;

/** The names of cells: {@code B18} is column 1 of row 18. */
final class CellReference {
    static final int COLUMNS = 1_000;
    static final long ROWS = 2_000_000;

    private CellReference() {}

    /** The column of a reference, from 0; -1 if it is no reference or the column is beyond those of any spreadsheet. */
    static int column(String reference) {
        int column = 0;
        int i = 0;
        while (i < reference.length() && i < 4 && reference.charAt(i) >= 'A' && reference.charAt(i) <= 'Z') {
            column = column * 26 + reference.charAt(i++) - 'A' + 1;
        }
        return i == 0 || i == reference.length() || i > 3 || number(reference.substring(i)) < 1 ? -1 : column - 1;
    }

    /** A row number, or another count; -1 if the text is no number from 1 to {@link #ROWS}. */
    static long number(String digits) {
        if (digits.isEmpty() || digits.length() > 7 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) return -1;
        long number = Long.parseLong(digits);
        return number >= 1 && number <= ROWS ? number : -1;
    }

    /** The letters of a column, from 0. */
    static String letters(int column) {
        var letters = new StringBuilder();
        for (int rest = column + 1; rest > 0; rest = (rest - 1) / 26) letters.insert(0, (char) ('A' + (rest - 1) % 26));
        return letters.toString();
    }

    static String place(long row, int column) {
        return column < 0 ? "row " + row : "cell " + letters(column) + row;
    }
}
