package org.belay.message;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code U+E000 attribute [U+E002 default] U+E001}. Private-use characters: they mean nothing to Markdown, HTML or
 * FreeMarker, so a slot passes through all three untouched.
 */
final class SlotNotation {
    static final char OPEN = '\uE000';
    static final char CLOSE = '\uE001';
    static final char DEFAULT = '\uE002';

    private SlotNotation() {}

    /** @throws IllegalArgumentException where a mark stands alone or an attribute has no name */
    static List<Piece> read(String text, Slot.Place place) {
        var pieces = new ArrayList<Piece>();
        int at = 0;
        while (at < text.length()) {
            int open = text.indexOf(OPEN, at);
            int end = open < 0 ? text.length() : open;
            if (end > at) {
                pieces.add(new Piece.Words(unmarked(text.substring(at, end), place)));
            }
            if (open < 0) {
                break;
            }
            int close = text.indexOf(CLOSE, open);
            if (close < 0) {
                throw new IllegalArgumentException("A slot in the " + place + " is not closed.");
            }
            pieces.add(slot(text.substring(open + 1, close), place));
            at = close + 1;
        }
        return pieces;
    }

    /** For headers in which no person's own value may stand. */
    static String without(String text, String where) {
        if (text.indexOf(OPEN) >= 0) {
            throw new IllegalArgumentException(where + " has a slot; it must be the same for everybody.");
        }
        return text;
    }

    private static Slot slot(String inside, Slot.Place place) {
        int split = inside.indexOf(DEFAULT);
        String attribute = split < 0 ? inside : inside.substring(0, split);
        if (attribute.isBlank() || attribute.indexOf(OPEN) >= 0) {
            throw new IllegalArgumentException("A slot in the " + place + " names no attribute.");
        }
        return new Slot(place, attribute, split < 0 ? "" : inside.substring(split + 1));
    }

    private static String unmarked(String words, Slot.Place place) {
        if (words.indexOf(CLOSE) >= 0 || words.indexOf(DEFAULT) >= 0) {
            throw new IllegalArgumentException("The " + place + " has half of a slot.");
        }
        return words;
    }
}
