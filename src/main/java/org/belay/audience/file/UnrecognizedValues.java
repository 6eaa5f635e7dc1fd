package org.belay.audience.file;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.belay.audience.person.CountryCodes;
import org.belay.audience.person.LanguageTags;
import org.belay.audience.person.PrintableValue;
import org.belay.audience.person.TimeZoneNames;

/**
 * Counts languages, countries and time zones that were not recognised. Their rows are used and keep the value as written, but templates and
 * checks cannot use it, so the import reports them. Bounded, however many values a file has.
 */
public final class UnrecognizedValues {
    private static final int SHOWN = 5;
    private static final int COUNTED = 1_000;

    private static final Map<String, String> ADVICE = Map.of(
            "language", "no language, such as de, en-GB or German; those people read the template's first language",
            "country",
                    "no country, such as DE, DEU or Germany; holidays and conditions on the country do not apply to"
                            + " them",
            "timezone", "no time zone, such as Europe/Berlin; those people read times in the zone of the mailing");

    private final Map<String, ColumnCounts> columns = new LinkedHashMap<>();

    private static final class ColumnCounts {
        private final Map<String, Long> values = new LinkedHashMap<>();
        private String header = "";
        private long rows;
    }

    /** The value in the form that Belay compares; as written if it is not recognised. */
    public String normalize(String meaning, String header, String written) {
        Optional<String> read = switch (meaning) {
            case "language" -> LanguageTags.of(written);
            case "country" -> CountryCodes.of(written);
            case "timezone" -> TimeZoneNames.of(written);
            default -> Optional.of(written);
        };
        read.ifPresentOrElse(known -> {}, () -> count(meaning, header, written));
        return read.orElse(written);
    }

    private void count(String meaning, String header, String written) {
        ColumnCounts column = columns.computeIfAbsent(meaning, same -> new ColumnCounts());
        column.header = header;
        column.rows++;
        String shown = PrintableValue.value(written);
        if (column.values.size() < COUNTED || column.values.containsKey(shown))
            column.values.merge(shown, 1L, Long::sum);
    }

    /** One sentence per column. */
    public List<String> notes() {
        return columns.entrySet().stream()
                .map(entry -> note(entry.getValue(), ADVICE.getOrDefault(entry.getKey(), "")))
                .toList();
    }

    private static String note(ColumnCounts column, String advice) {
        String values = column.values.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(SHOWN)
                .map(value -> "\"" + value.getKey() + "\" (" + PrintableValue.number(value.getValue()) + ")")
                .collect(Collectors.joining(", "));
        return "Column \"" + column.header + "\": " + PrintableValue.rows(column.rows) + " with " + values
                + (column.values.size() > SHOWN ? " …" : "") + ": " + advice + ".";
    }
}
