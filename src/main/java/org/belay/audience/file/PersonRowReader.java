package org.belay.audience.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.belay.address.EmailAddress;
import org.belay.address.EmailAddress.InvalidAddress;
import org.belay.address.WrittenAddress;
import org.belay.audience.person.Person;
import org.belay.audience.person.PrintableValue;
import org.belay.audience.table.RowSource;
import org.belay.audience.table.TableRow;

/** Converts rows into people and reports rows that cannot be used. Remembers addresses to find duplicates. */
final class PersonRowReader {
    private static final int LONGEST_VALUE = 1_000;

    private static final Pattern LINE_ENDS = Pattern.compile("(?<!\\s)[^\\S\\r\\n\\t]*+[\\r\\n\\t]\\s*+");

    private final FileColumns columns;
    private final RowSource source;
    private final SeenAddresses seen = new SeenAddresses();
    private final LookalikeAddresses lookalikes = new LookalikeAddresses();
    private final UnrecognizedValues unread = new UnrecognizedValues();

    PersonRowReader(FileColumns columns, RowSource source) {
        this.columns = columns;
        this.source = source;
    }

    /** A row that cannot be used. */
    static final class UnusableRow extends RuntimeException {
        private final transient BadRow row;
        private final boolean duplicate;

        UnusableRow(BadRow row, boolean duplicate) {
            super(row.reason(), null, false, false);
            this.row = row;
            this.duplicate = duplicate;
        }

        BadRow row() {
            return row;
        }

        boolean duplicate() {
            return duplicate;
        }

        boolean wholeRow() {
            return row.column().isEmpty() && row.value().isEmpty();
        }
    }

    /**
     * The person of a row.
     *
     * @throws UnusableRow if the row cannot be used
     */
    Person read(TableRow row) {
        if (!fits(row)) {
            throw bad(row, -1, "", "has " + cells(row.cells().size()) + ", the header has " + columns.count());
        }
        EmailAddress address = address(row);
        String name = "";
        Map<String, String> attributes = new HashMap<>();
        for (int i = 0; i < columns.count(); i++) {
            if (i == columns.addressColumn() || columns.isLeftOut(i)) continue;
            String value = value(row, i);
            if (value.isEmpty()) continue;
            if (i == columns.nameColumn()) {
                name = value;
            } else if (columns.meaning(i).isEmpty()) {
                throw bad(
                        row,
                        -1,
                        "",
                        "has a value in column " + (i + 1)
                                + ", which has no header. Give the column a header, or delete the value");
            } else {
                attributes.put(columns.meaning(i), value);
            }
        }
        refuseSecond(row, address);
        lookalikes.look(address, source.place(row.line(), columns.addressColumn()));
        if (attributes.containsKey("givenName") && attributes.containsKey("familyName")) {
            attributes.putIfAbsent("fullName", fullName(attributes));
        }
        return new Person(address, name.isEmpty() ? fullName(attributes) : name, attributes);
    }

    private void refuseSecond(TableRow row, EmailAddress address) {
        long first = seen.firstLine(address.key(), row.line());
        if (first == 0) return;
        int column = columns.addressColumn();
        String written = PrintableValue.value(row.cells().get(column).strip());
        throw new UnusableRow(badRow(row, column, written, "is a duplicate of " + source.place(first)), true);
    }

    /** Whether the row has as many cells as the header. */
    boolean fits(TableRow row) {
        return row.cells().size() >= columns.count() && !hasMore(row);
    }

    /** Whether the row has more values than the header; spreadsheets may end rows with extra separators. */
    private boolean hasMore(TableRow row) {
        return row.cells().stream().skip(columns.count()).anyMatch(cell -> !cell.isBlank());
    }

    private EmailAddress address(TableRow row) {
        int column = columns.addressColumn();
        String written = strip(sound(row, column));
        if (written.isEmpty()) throw bad(row, column, "", "is empty");
        if (written.indexOf('\uFFFD') >= 0) throw notUtf8(row, column, written);
        try {
            return WrittenAddress.parse(written);
        } catch (InvalidAddress e) {
            throw bad(row, column, written, e.getMessage());
        }
    }

    /** The cell, if the file has a value for it. */
    private String sound(TableRow row, int column) {
        String problem = row.problems().get(column);
        if (problem != null) throw bad(row, column, row.cells().get(column), problem);
        return row.cells().get(column);
    }

    private String value(TableRow row, int column) {
        String value = onOneLine(strip(sound(row, column)));
        if (value.indexOf('\uFFFD') >= 0) throw notUtf8(row, column, value);
        value.chars().filter(Character::isISOControl).findFirst().ifPresent(c -> {
            throw bad(row, column, value, "has a control character (" + PrintableValue.codePoint(c) + ")");
        });
        if (value.length() > LONGEST_VALUE) {
            throw bad(row, column, value, "is longer than " + PrintableValue.number(LONGEST_VALUE) + " characters");
        }
        return value.isEmpty() ? value : unread.normalize(columns.meaning(column), columns.header(column), value);
    }

    /** Values that were not recognised, one sentence per column, and addresses that look like others. */
    List<String> notes() {
        var notes = new ArrayList<>(lookalikes.notes());
        notes.addAll(unread.notes());
        return notes;
    }

    private static String fullName(Map<String, String> attributes) {
        return (attributes.getOrDefault("givenName", "") + " " + attributes.getOrDefault("familyName", "")).strip();
    }

    /** Spreadsheets allow line ends in a cell. */
    static String onOneLine(String cell) {
        boolean lines = cell.chars().anyMatch(c -> c == '\n' || c == '\r' || c == '\t');
        return lines ? LINE_ENDS.matcher(cell).replaceAll(" ") : cell;
    }

    // String.strip() keeps no-break spaces, which are common in text copied from web pages
    static String strip(String cell) {
        int from = 0;
        int to = cell.length();
        while (from < to && isBlank(cell.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(cell.charAt(to - 1))) {
            to--;
        }
        return cell.substring(from, to);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || Character.isSpaceChar(c) && c != '\u2028' && c != '\u2029';
    }

    private UnusableRow notUtf8(TableRow row, int column, String value) {
        return bad(row, column, value, "is not UTF-8 text; save the file as \"CSV UTF-8\"");
    }

    private UnusableRow bad(TableRow row, int column, String value, String reason) {
        return new UnusableRow(badRow(row, column, PrintableValue.value(value), reason), false);
    }

    private BadRow badRow(TableRow row, int column, String value, String reason) {
        String place = column < 0 ? source.place(row.line()) : source.place(row.line(), column);
        String header = column < 0 ? "" : columns.header(column);
        return new BadRow(row.line(), place, column, header, value, reason, List.of());
    }

    private static String cells(int n) {
        return n + (n == 1 ? " cell" : " cells");
    }
}
