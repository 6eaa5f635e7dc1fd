package org.belay.template;

import java.util.List;
import java.util.regex.Pattern;

/** The entries of a list: one a line, with or without the dash or number that people write before them. */
final class ListValue {
    private static final Pattern BULLET = Pattern.compile("^(?:[-*+•]|\\d{1,3}[.)])\\s+");

    private ListValue() {}

    static List<String> of(String value) {
        return value.lines()
                .map(String::strip)
                .map(line -> BULLET.matcher(line).replaceFirst(""))
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
