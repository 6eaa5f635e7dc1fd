package org.belay.message;

import java.util.List;

/** Subject, text and HTML of a message, split at their placeholders. */
record LetterPieces(List<Piece> subject, List<Piece> text, List<Piece> html) {
    static LetterPieces of(Letter letter) {
        return new LetterPieces(
                SlotNotation.read(letter.subject(), Slot.Place.SUBJECT),
                SlotNotation.read(letter.text(), Slot.Place.TEXT),
                SlotNotation.read(letter.html(), Slot.Place.HTML));
    }
}
