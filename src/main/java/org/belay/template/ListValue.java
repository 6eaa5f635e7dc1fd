package org.belay.template;

import java.util.List;
import java.util.regex.Pattern;

/** The entries of a list field, one per line. Removes a leading dash, and the numbers of a list 1, 2, 3 …. */
final class ListValue {
    private static final Pattern BULLET = Pattern.compile("^[-*+•]\\s+");
    private static final Pattern NUMBER = Pattern.compile("^\\d{1,3}[.)]\\s+");

    private ListValue() {}

    static List<String> of(String value) {
        List<String> entries = value.lines()
                .map(line -> BULLET.matcher(line.strip()).replaceFirst(""))
                .filter(entry -> !entry.isBlank())
                .toList();
        boolean steps = !entries.isEmpty() && entries.get(0).matches("1[.)].*") && TypedNumbers.countOn(entries);
        return steps
                ? entries.stream()
                        .map(entry -> NUMBER.matcher(entry).replaceFirst(""))
                        .toList()
                : entries;
    }
}
