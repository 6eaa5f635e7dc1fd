package org.belay.message;

import java.util.ArrayList;
import java.util.List;

/**
 * The notation of placeholders in source texts: {@code U+E000 attribute [U+E002 default] U+E001}. These private-use characters have no
 * meaning in Markdown, HTML or FreeMarker, so a placeholder passes through all three unchanged.
 */
final class SourcePlaceholders {
    static final char OPEN = '\uE000';
    static final char CLOSE = '\uE001';
    static final char DEFAULT = '\uE002';

    private SourcePlaceholders() {}

    /** @throws IllegalArgumentException if a placeholder is incomplete or names no attribute */
    static List<MessagePiece> read(String text, MessagePlaceholder.PlaceholderPosition place) {
        var pieces = new ArrayList<MessagePiece>();
        int at = 0;
        while (at < text.length()) {
            int open = text.indexOf(OPEN, at);
            int end = open < 0 ? text.length() : open;
            if (end > at) {
                pieces.add(new MessagePiece.FixedText(unmarked(text.substring(at, end), place)));
            }
            if (open < 0) {
                break;
            }
            int close = text.indexOf(CLOSE, open);
            if (close < 0) {
                throw new IllegalArgumentException("A placeholder in the " + place + " is not closed.");
            }
            pieces.add(slot(text.substring(open + 1, close), place));
            at = close + 1;
        }
        return pieces;
    }

    /** Returns a header text that must not contain placeholders. */
    static String requireNone(String text, String header) {
        if (text.indexOf(OPEN) >= 0) {
            throw new IllegalArgumentException(header + " has a placeholder; it must be the same for all recipients.");
        }
        return text;
    }

    private static MessagePlaceholder slot(String inside, MessagePlaceholder.PlaceholderPosition place) {
        int split = inside.indexOf(DEFAULT);
        String attribute = split < 0 ? inside : inside.substring(0, split);
        if (attribute.isBlank() || attribute.indexOf(OPEN) >= 0) {
            throw new IllegalArgumentException("A placeholder in the " + place + " names no attribute.");
        }
        return new MessagePlaceholder(place, attribute, split < 0 ? "" : inside.substring(split + 1));
    }

    private static String unmarked(String words, MessagePlaceholder.PlaceholderPosition place) {
        if (words.indexOf(CLOSE) >= 0 || words.indexOf(DEFAULT) >= 0) {
            throw new IllegalArgumentException("The " + place + " has half of a placeholder.");
        }
        return words;
    }
}
