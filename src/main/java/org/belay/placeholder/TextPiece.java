package org.belay.placeholder;

import java.util.ArrayList;
import java.util.List;

/** A part of a text: fixed text, or a placeholder. */
public sealed interface TextPiece permits TextPiece.FixedText, Placeholder {

    record FixedText(String text) implements TextPiece {}

    /**
     * Splits a text at its placeholders.
     *
     * @throws IllegalArgumentException if a placeholder is incomplete or has no name
     */
    static List<TextPiece> split(String text) {
        var pieces = new ArrayList<TextPiece>();
        int at = 0;
        while (at < text.length()) {
            int open = text.indexOf(Placeholder.OPEN, at);
            int end = open < 0 ? text.length() : open;
            if (end > at) pieces.add(fixed(text.substring(at, end)));
            if (open < 0) break;
            int close = text.indexOf(Placeholder.CLOSE, open);
            if (close < 0)
                throw new IllegalArgumentException("The placeholder at character " + open + " is not closed.");
            pieces.add(Placeholder.read(text.substring(open + 1, close)));
            at = close + 1;
        }
        return pieces;
    }

    private static FixedText fixed(String text) {
        if (text.indexOf(Placeholder.CLOSE) >= 0 || text.indexOf(Placeholder.DEFAULT) >= 0) {
            throw new IllegalArgumentException("The text has half of a placeholder.");
        }
        return new FixedText(text);
    }
}
