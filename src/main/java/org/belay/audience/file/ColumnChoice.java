package org.belay.audience.file;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.belay.platform.RequestRefused;

/**
 * What the columns of a file mean, where the headers do not say it or say something else.
 *
 * @param meanings by name of a column: {@code email}, {@code name}, the name of an attribute, or {@value #LEFT_OUT}
 */
public record ColumnChoice(Map<String, String> meanings, Map<String, String> remembered) {
    /** The meaning of a column that is not read. */
    public static final String LEFT_OUT = "none";

    public static final ColumnChoice BY_HEADER = new ColumnChoice(Map.of(), Map.of());

    public ColumnChoice {
        meanings = Map.copyOf(meanings);
        remembered = Map.copyOf(remembered);
    }

    /** @param pairs in the form {@code email=Mail 1}: a meaning, and the header of its column */
    public static ColumnChoice of(Iterable<String> pairs) {
        var chosen = new LinkedHashMap<String, String>();
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            if (equals < 1 || pair.substring(equals + 1).isBlank()) {
                throw new RequestRefused("\"" + pair
                        + "\" names no column. Write the meaning and the header of the column, such as"
                        + " \"email=Mail 1\".");
            }
            chosen.put(
                    pair.substring(equals + 1).strip(),
                    pair.substring(0, equals).strip());
        }
        return new ColumnChoice(chosen, Map.of());
    }

    /** With what was chosen for an earlier file; a new choice comes first, and a column that the file has no more is no error. */
    public ColumnChoice over(Map<String, String> earlier) {
        return new ColumnChoice(meanings, earlier);
    }

    /** What was chosen for a column. */
    Optional<String> meaning(String column) {
        return in(meanings, column).or(() -> in(remembered, column).filter(meaning -> !isChosen(meaning)));
    }

    /** What to remember for the next file. */
    public Map<String, String> all() {
        var all = new LinkedHashMap<String, String>();
        remembered.forEach((column, meaning) -> {
            if (!isChosen(meaning)) all.put(column, meaning);
        });
        all.putAll(meanings);
        return all;
    }

    private boolean isChosen(String meaning) {
        return !meaning.equals(LEFT_OUT) && meanings.values().stream().anyMatch(meaning::equalsIgnoreCase);
    }

    private static Optional<String> in(Map<String, String> chosen, String column) {
        return chosen.entrySet().stream()
                .filter(one -> one.getKey().equalsIgnoreCase(column))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
