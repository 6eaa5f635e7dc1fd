package org.belay.template;

import org.belay.template.render.SendingTime;

/**
 * Notation of a person's value in a finished text: U+E000 <i>attribute</i> [U+E002 <i>default</i>] U+E001. These private-use characters are
 * removed from every value and refused in every template.
 */
public final class VariantSlots {
    private static final char OPEN = '\uE000';
    private static final char CLOSE = '\uE001';
    private static final char DEFAULT = '\uE002';

    private VariantSlots() {}

    public static String notation(String attribute, String otherwise) {
        return OPEN + attribute + (otherwise.isEmpty() ? "" : DEFAULT + otherwise) + CLOSE;
    }

    public static boolean areIn(String text) {
        return text.indexOf(OPEN) >= 0;
    }

    /** Whether a slot in it is personal, and not one of the mailing. */
    static boolean personal(String text) {
        for (int open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, open + 1)) {
            if (!text.startsWith(SendingTime.NAME, open + 1)) return true;
        }
        return false;
    }

    /** The text with every slot replaced by its default, as a reader without attributes gets it. */
    public static String withDefaults(String text) {
        var read = new StringBuilder();
        int at = 0;
        for (int open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, at)) {
            int close = text.indexOf(CLOSE, open);
            int otherwise = text.substring(0, close).indexOf(DEFAULT, open);
            read.append(text, at, open).append(otherwise < 0 ? "" : text.substring(otherwise + 1, close));
            at = close + 1;
        }
        return read.append(text.substring(at)).toString();
    }

    public static boolean isPrivateUse(int c) {
        return c >= 0xE000 && c <= 0xF8FF || c >= 0xF0000;
    }
}
