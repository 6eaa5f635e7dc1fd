package org.belay.audience.csv;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.belay.audience.person.PrintableValue;
import org.belay.platform.HiddenCharacter;
import org.belay.platform.RequestRefused;
import org.jspecify.annotations.Nullable;

/** The meanings of a file's columns, recognised by header names regardless of case, spaces, hyphens and underscores. */
public final class CsvColumns {
    public static final String ADDRESS = "email";
    public static final String NAME = "name";

    private static final Map<String, Set<String>> MEANINGS = Map.of(
            ADDRESS,
            Set.of("email", "mail", "emailaddress", "mailaddress", "emailadresse", "mailadresse", "primarysmtpaddress"),
            NAME,
            Set.of("name", "displayname", "fullname", "anzeigename"),
            "givenName",
            Set.of("givenname", "firstname", "forename", "vorname"),
            "familyName",
            Set.of("familyname", "lastname", "surname", "nachname"),
            "language",
            Set.of("language", "lang", "locale", "preferredlanguage", "sprache"),
            "country",
            Set.of("country", "land", "pays", "pais", "c", "co", "countryorregion"),
            "department",
            Set.of("department", "dept", "abteilung"),
            "timezone",
            Set.of("timezone", "tz", "zeitzone", "fuseauhoraire", "zonahoraria"));
    /** Directories export both name and displayName, and both c and co; the first is taken, the other kept beside it. */
    private static final Set<String> EXPORTED_TWICE = Set.of(NAME, "country");

    private static final int LONGEST_HEADER = 100;

    private final List<String> headers;
    private final List<String> meanings; // by column; an unknown header means itself, an unnamed column is empty

    private CsvColumns(List<String> headers, List<String> meanings) {
        this.headers = headers;
        this.meanings = meanings;
    }

    /** @throws RequestRefused if no column is the address, or two columns have the same meaning */
    static CsvColumns of(String fileName, List<String> header) {
        var headers = header.stream().map(CsvRowReader::strip).toList();
        var meanings = new ArrayList<String>();
        var columnOf = new HashMap<String, String>();
        for (String name : headers) {
            if (name.length() > LONGEST_HEADER || !name.codePoints().allMatch(CsvColumns::mayStandInAName)) {
                throw refused(
                        fileName,
                        "the column name \"" + PrintableValue.value(name)
                                + "\" is too long or has characters that no name has. The file must be UTF-8 text with a header line.");
            }
            String meaning = meaning(name);
            String key = meaning;
            if (EXPORTED_TWICE.contains(meaning) && isOther(columnOf.get(meaning), name)) {
                meaning = name;
                key = "another " + name;
            }
            String other = name.isEmpty() ? null : columnOf.put(key, name);
            if (other != null) {
                throw refused(
                        fileName,
                        "the columns \"" + other + "\" and \"" + name + "\" mean the same (" + meaning
                                + "); keep one.");
            }
            meanings.add(meaning);
        }
        if (!meanings.contains(ADDRESS)) {
            throw refused(fileName, "no column is called email; found: " + String.join(", ", headers) + ".");
        }
        return new CsvColumns(headers, meanings);
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

    int addressColumn() {
        return meanings.indexOf(ADDRESS);
    }

    /** Index of the column with the full name; -1 if there is none. */
    int nameColumn() {
        return meanings.indexOf(NAME);
    }

    /** Meaning by header, in the file's order. */
    Map<String, String> meaningByHeader() {
        var recognised = new LinkedHashMap<String, String>();
        for (int i = 0; i < headers.size(); i++) {
            if (!headers.get(i).isEmpty()) {
                recognised.put(headers.get(i), meanings.get(i));
            }
        }
        return recognised;
    }

    private static String meaning(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[\\s_.-]", "");
        return MEANINGS.entrySet().stream()
                .filter(m -> m.getValue().contains(plain))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(name);
    }

    private static boolean isOther(@Nullable String before, String name) {
        return before != null && !before.equalsIgnoreCase(name);
    }

    private static boolean mayStandInAName(int c) {
        return c != '\uFFFD' && HiddenCharacter.in(Character.toString(c)).isEmpty();
    }

    private static RequestRefused refused(String fileName, String what) {
        return new RequestRefused(fileName + ", line 1: " + what + " Nothing was imported.");
    }
}
