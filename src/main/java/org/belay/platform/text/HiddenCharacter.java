package org.belay.platform.text;

import java.util.Optional;

/**
 * Characters of a name that a reader cannot see: controls, line separators, signs that turn the words behind them round, private and
 * unassigned ones. A name with them looks like another name.
 */
public final class HiddenCharacter {
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C; // Persian and Indic names have both
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private HiddenCharacter() {}

    /** The first one, as {@code U+202E}; empty where all can be seen. */
    public static Optional<String> in(String name) {
        return name.codePoints()
                .filter(HiddenCharacter::is)
                .mapToObj("U+%04X"::formatted)
                .findFirst();
    }

    private static boolean is(int c) {
        if (c == ZERO_WIDTH_NON_JOINER || c == ZERO_WIDTH_JOINER) return false;
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }
}
