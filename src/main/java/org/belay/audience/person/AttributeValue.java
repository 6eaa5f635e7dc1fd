package org.belay.audience.person;

import java.util.Optional;
import java.util.regex.Pattern;

/** One value of a person as a source has it: trims it, and names what makes it unusable. */
public final class AttributeValue {
    private static final int LONGEST = 1_000;

    private static final Pattern LINE_ENDS = Pattern.compile("(?<!\\s)[^\\S\\r\\n\\t]*+[\\r\\n\\t]\\s*+");

    private AttributeValue() {}

    /** Without blanks around it, also no-break spaces, and on one line. */
    public static String trimmed(String written) {
        int from = 0;
        int to = written.length();
        while (from < to && isBlank(written.charAt(from))) from++;
        while (to > from && isBlank(written.charAt(to - 1))) to--;
        String value = written.substring(from, to);
        boolean lines = value.chars().anyMatch(c -> c == '\n' || c == '\r' || c == '\t');
        return lines ? LINE_ENDS.matcher(value).replaceAll(" ") : value;
    }

    /** Why a trimmed value cannot be used; completes a sentence that begins with the value. */
    public static Optional<String> problem(String value) {
        if (value.length() > LONGEST) {
            return Optional.of("is longer than " + PrintableValue.number(LONGEST) + " characters");
        }
        if (value.indexOf('\uFFFD') >= 0) {
            return Optional.of("is not UTF-8 text");
        }
        return value.chars()
                .filter(Character::isISOControl)
                .mapToObj(c -> "has a control character (" + PrintableValue.codePoint(c) + ")")
                .findFirst();
    }

    private static boolean isBlank(char c) {
        return c == ' '
                || c == '\t'
                || c == '\n'
                || c == '\r'
                || Character.isSpaceChar(c) && c != '\u2028' && c != '\u2029';
    }
}
