package org.belay.template;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.belay.template.markdown.MarkdownTree;
import org.belay.template.markdown.TypedNumberKeeper;

/** The entries of a list field, one per line. Removes a leading dash, and the numbers of a list 1, 2, 3 …. */
public final class ListValue {
    private static final Pattern BULLET = Pattern.compile("^(?:[-*•]|\\+(?!\\s+\\d))\\s+");
    private static final Pattern NUMBER = Pattern.compile("^\\d{1,3}[.)]\\s+");

    private ListValue() {}

    /** The words of each entry. */
    public static List<String> entries(String value) {
        List<String> entries = lines(value);
        return steps(entries) ? withoutNumbers(entries) : entries;
    }

    /** As a list that {@link MarkdownTree#parseValue} reads, with numbers where they were typed. */
    public static String asTyped(String value) {
        List<String> entries = lines(value);
        String bullet = steps(entries) ? "" : "* "; // a dash before a number could be its sign
        return entries.stream().map(entry -> bullet + entry).collect(Collectors.joining("\n"));
    }

    private static List<String> lines(String value) {
        return value.lines()
                .map(line -> BULLET.matcher(line.strip()).replaceFirst(""))
                .filter(entry -> !entry.isBlank())
                .toList();
    }

    /** Numbers that tell the entries apart, as in "1. Stock", "2. Stock", are words of them. */
    private static boolean steps(List<String> entries) {
        if (entries.size() < 2 || !entries.get(0).matches("1[.)].*") || !TypedNumberKeeper.areSteps(entries))
            return false;
        return withoutNumbers(entries).stream().distinct().count() == entries.size();
    }

    private static List<String> withoutNumbers(List<String> entries) {
        return entries.stream()
                .map(entry -> NUMBER.matcher(entry).replaceFirst(""))
                .toList();
    }
}
