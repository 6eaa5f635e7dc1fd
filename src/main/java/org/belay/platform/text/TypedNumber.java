package org.belay.platform.text;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Reads a whole number as people type it: {@code 2431}, or in groups of three as {@code 2,431}, {@code 2.431}, {@code 2 431} or
 * {@code 2'431}. Other text is refused: {@code 1.5} is not 15 and {@code -5} is not 5.
 * The pages and the command line use it.
 */
public final class TypedNumber {
    private static final Pattern PLAIN = Pattern.compile("\\d{1,18}");
    private static final Pattern GROUPED =
            Pattern.compile("\\d{1,3}(?<mark>[,.'’ \\u00A0\\u202F])\\d{3}(?:\\k<mark>\\d{3}){0,4}");

    private TypedNumber() {}

    public static OptionalLong read(String typed) {
        String text = typed.strip();
        boolean number = PLAIN.matcher(text).matches() || GROUPED.matcher(text).matches();
        return number ? OptionalLong.of(Long.parseLong(text.replaceAll("[^0-9]", ""))) : OptionalLong.empty();
    }
}
