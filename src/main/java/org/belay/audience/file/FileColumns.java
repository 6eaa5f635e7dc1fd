package org.belay.audience.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.belay.audience.person.PrintableValue;
import org.belay.platform.RequestRefused;
import org.belay.platform.text.HiddenCharacter;
import org.jspecify.annotations.Nullable;

/** The meanings of a file's columns, recognised by their headers or chosen. */
public final class FileColumns {
    public static final String ADDRESS = "email";
    public static final String NAME = "name";

    /** Directories export both name and displayName, and both c and co; the first is taken, the other kept beside it. */
    private static final Set<String> EXPORTED_TWICE = Set.of(NAME, "country");

    private static final int LONGEST_HEADER = 100;

    private final List<String> headers;
    private final List<String> meanings; // by column; an unknown header means itself, an unnamed column is empty

    private FileColumns(List<String> headers, List<String> meanings) {
        this.headers = headers;
        this.meanings = meanings;
    }

    /**
     * @param place of the header, for messages
     * @throws RequestRefused if no column is the address, two columns have the same meaning, or a chosen column is not there
     */
    static FileColumns of(String place, List<String> header, ColumnChoice choice) {
        List<String> headers = checkedHeaders(place, header);
        List<String> names = names(headers);
        for (String wanted : choice.meanings().keySet()) {
            if (names.stream().noneMatch(wanted::equalsIgnoreCase)) {
                throw refused(
                        place,
                        "no column is called " + PrintableValue.value(wanted) + "; found: " + String.join(", ", names)
                                + ".");
            }
        }
        List<String> chosen = names.stream()
                .map(name -> choice.meaning(name)
                        .map(meaning -> known(place, meaning))
                        .orElse(""))
                .toList();
        var meanings = new ArrayList<String>();
        var columnOf = new HashMap<String, String>();
        for (int i = 0; i < headers.size(); i++) {
            String meaning = chosen.get(i);
            if (meaning.isEmpty()) meaning = recognised(headers.get(i), chosen);
            String key = meaning;
            if (chosen.get(i).isEmpty()
                    && EXPORTED_TWICE.contains(meaning)
                    && isOther(columnOf.get(meaning), headers.get(i))) {
                meaning = headers.get(i);
                key = "another " + meaning;
            }
            boolean read = !meaning.isEmpty() && !meaning.equals(ColumnChoice.LEFT_OUT);
            String other = read ? columnOf.put(key, headers.get(i)) : null;
            if (other != null) throw sameMeaning(place, other, headers.get(i), meaning);
            meanings.add(meaning);
        }
        if (!meanings.contains(ADDRESS)) {
            throw refused(
                    place,
                    "no column is called email; found: " + String.join(", ", headers)
                            + ". If one of them has the addresses, choose \"Email address\" for it in the browser, or add --column \"email=HEADER\".");
        }
        return new FileColumns(headers, meanings);
    }

    /** The meanings that headers have, for a person to confirm: where two columns may mean the same, the first has it. */
    static List<String> suggested(String place, List<String> written, ColumnChoice choice) {
        List<String> headers = checkedHeaders(place, written);
        List<String> names = names(headers);
        var suggested = new ArrayList<String>();
        for (int i = 0; i < headers.size(); i++) {
            String header = headers.get(i);
            String name = names.get(i);
            String meaning = choice.meaning(name)
                    .orElseGet(() -> HeaderMeanings.of(header).orElse(name));
            suggested.add(suggested.contains(meaning) && !meaning.equals(ColumnChoice.LEFT_OUT) ? name : meaning);
        }
        return suggested;
    }

    static List<String> names(String place, List<String> header) {
        return names(checkedHeaders(place, header));
    }

    /** The headers, told apart: {@code Site}, {@code Site (2)}, {@code column 3} for one without a name. */
    private static List<String> names(List<String> headers) {
        var names = new ArrayList<String>();
        var times = new HashMap<String, Integer>();
        for (String header : headers) {
            int nth = times.merge(header.toLowerCase(Locale.ROOT), 1, Integer::sum);
            String name = header.isEmpty() ? "column " + (names.size() + 1) : header;
            names.add(nth == 1 || header.isEmpty() ? name : name + " (" + nth + ")");
        }
        return names;
    }

    private static List<String> checkedHeaders(String place, List<String> header) {
        List<String> headers = header.stream()
                .map(name -> PersonRowReader.strip(PersonRowReader.onOneLine(name)))
                .toList();
        for (String name : headers) {
            if (name.length() > LONGEST_HEADER || !name.codePoints().allMatch(FileColumns::mayStandInAName)) {
                throw refused(
                        place,
                        "the column name \"" + PrintableValue.value(name)
                                + "\" is too long or has characters that no name has. The file must be UTF-8 text with"
                                + " a header line.");
            }
        }
        return headers;
    }

    private static String recognised(String header, List<String> chosen) {
        String meaning = HeaderMeanings.of(header).orElse(header);
        return chosen.contains(meaning) ? header : meaning;
    }

    private static String known(String place, String meaning) {
        if (meaning.length() > LONGEST_HEADER || !meaning.codePoints().allMatch(FileColumns::mayStandInAName)) {
            throw refused(place, "\"" + PrintableValue.value(meaning) + "\" cannot be the name of an attribute.");
        }
        return meaning.equalsIgnoreCase(ColumnChoice.LEFT_OUT)
                ? ColumnChoice.LEFT_OUT
                : HeaderMeanings.KNOWN.stream()
                        .filter(known -> known.equalsIgnoreCase(meaning))
                        .findFirst()
                        .orElse(meaning);
    }

    int count() {
        return headers.size();
    }

    String header(int column) {
        return headers.get(column);
    }

    /** The column's meaning: {@code email}, {@code name} or an attribute; empty if it has no header. */
    String meaning(int column) {
        return meanings.get(column);
    }

    boolean isLeftOut(int column) {
        return meanings.get(column).equals(ColumnChoice.LEFT_OUT);
    }

    int addressColumn() {
        return meanings.indexOf(ADDRESS);
    }

    /** Index of the column with the full name; -1 if there is none. */
    int nameColumn() {
        return meanings.indexOf(NAME);
    }

    /** Meaning by header, in the file's order, without columns that are left out. */
    Map<String, String> meaningByHeader() {
        var recognised = new LinkedHashMap<String, String>();
        List<String> names = names(headers);
        for (int i = 0; i < headers.size(); i++) {
            if (!meanings.get(i).isEmpty() && !isLeftOut(i)) recognised.put(names.get(i), meanings.get(i));
        }
        return recognised;
    }

    private static boolean isOther(@Nullable String before, String name) {
        return before != null && !before.equalsIgnoreCase(name);
    }

    private static boolean mayStandInAName(int c) {
        return c != '\uFFFD' && HiddenCharacter.in(Character.toString(c)).isEmpty();
    }

    private static RequestRefused sameMeaning(String place, String one, String other, String meaning) {
        return refused(
                place, "the columns \"" + one + "\" and \"" + other + "\" mean the same (" + meaning + "); keep one.");
    }

    private static RequestRefused refused(String place, String what) {
        return new RequestRefused(place + ": " + what + " Nothing was imported.");
    }
}
