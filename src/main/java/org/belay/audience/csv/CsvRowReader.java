package org.belay.audience.csv;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.belay.address.EmailAddress;
import org.belay.address.EmailAddress.InvalidAddress;
import org.belay.address.WrittenAddress;
import org.belay.audience.person.Person;
import org.belay.audience.person.PrintableValue;

/** Converts rows into people and reports rows that cannot be used. Remembers addresses to find duplicates. */
final class CsvRowReader {
    private static final int LONGEST_VALUE = 1_000;

    private static final Pattern LINE_ENDS = Pattern.compile("(?<!\\s)[^\\S\\r\\n\\t]*+[\\r\\n\\t]\\s*+");

    private final CsvColumns columns;
    private final SeenAddresses seen = new SeenAddresses();
    private final UnrecognizedValues unread = new UnrecognizedValues();

    CsvRowReader(CsvColumns columns) {
        this.columns = columns;
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
     * @throws Bad if the row cannot be used
     */
    Person read(CsvRecord record) {
        long line = record.getStartingLineNumber();
        if (record.getFieldCount() < columns.count() || hasMore(record)) {
            throw bad(line, "", "", "has " + cells(record.getFieldCount()) + ", the header has " + columns.count());
        }
        EmailAddress address = address(line, record.getField(columns.addressColumn()));
        String name = "";
        Map<String, String> attributes = new HashMap<>();
        for (int i = 0; i < columns.count(); i++) {
            String meaning = columns.meaning(i);
            if (i == columns.addressColumn()) {
                continue;
            }
            String value = value(line, i, record.getField(i));
            if (value.isEmpty()) {
                continue;
            }
            if (i == columns.nameColumn()) {
                name = value;
            } else if (meaning.isEmpty()) {
                throw bad(line, "", value, "is in column " + (i + 1) + ", which has no name");
            } else {
                attributes.put(meaning, value);
            }
        }
        long first = seen.firstLine(address.key(), line);
        if (first > 0) {
            throw new UnusableRow(
                    new BadRow(
                            line,
                            addressHeader(),
                            PrintableValue.value(
                                    record.getField(columns.addressColumn()).strip()),
                            "is a duplicate of line " + first),
                    true);
        }
        if (attributes.containsKey("givenName") && attributes.containsKey("familyName")) {
            attributes.putIfAbsent("fullName", fullName(attributes));
        }
        return new Person(address, name.isEmpty() ? fullName(attributes) : name, attributes);
    }

    /** Whether the row has more values than the header; spreadsheets may end rows with extra separators. */
    private boolean hasMore(CsvRecord record) {
        return record.getFields().stream().skip(columns.count()).anyMatch(cell -> !cell.isBlank());
    }

    private EmailAddress address(long line, String cell) {
        String written = strip(cell);
        if (written.isEmpty()) {
            throw bad(line, addressHeader(), "", "is empty");
        }
        if (written.indexOf('\uFFFD') >= 0) {
            throw notUtf8(line, addressHeader(), written);
        }
        try {
            return WrittenAddress.parse(written);
        } catch (InvalidAddress e) {
            throw bad(line, addressHeader(), written, e.getMessage());
        }
    }

    private String value(long line, int column, String cell) {
        String stripped = strip(cell);
        boolean lines = stripped.chars().anyMatch(c -> c == '\n' || c == '\r' || c == '\t');
        String value = lines
                ? LINE_ENDS.matcher(stripped).replaceAll(" ")
                : stripped; // spreadsheets allow line ends in a cell
        if (value.indexOf('\uFFFD') >= 0) {
            throw notUtf8(line, columns.header(column), value);
        }
        value.chars().filter(Character::isISOControl).findFirst().ifPresent(c -> {
            throw bad(
                    line,
                    columns.header(column),
                    value,
                    "has a control character (" + PrintableValue.codePoint(c) + ")");
        });
        if (value.length() > LONGEST_VALUE) {
            throw bad(
                    line,
                    columns.header(column),
                    value,
                    "is longer than " + PrintableValue.number(LONGEST_VALUE) + " characters");
        }
        return value.isEmpty() ? value : unread.normalize(columns.meaning(column), columns.header(column), value);
    }

    /** Languages, countries and time zones that were not recognised: one sentence per column. */
    List<String> notes() {
        return unread.notes();
    }

    private static String fullName(Map<String, String> attributes) {
        return (attributes.getOrDefault("givenName", "") + " " + attributes.getOrDefault("familyName", "")).strip();
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

    private String addressHeader() {
        return columns.header(columns.addressColumn());
    }

    private static UnusableRow notUtf8(long line, String column, String value) {
        return bad(line, column, value, "is not UTF-8 text; save the file as \"CSV UTF-8\"");
    }

    private static UnusableRow bad(long line, String column, String value, String reason) {
        return new UnusableRow(new BadRow(line, column, PrintableValue.value(value), reason), false);
    }

    private static String cells(int n) {
        return n + (n == 1 ? " cell" : " cells");
    }
}
