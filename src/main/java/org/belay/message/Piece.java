package org.belay.message;

/** A part of a text: fixed words, or a placeholder for a recipient's value. */
sealed interface Piece permits Piece.Words, Slot {
    record Words(String text) implements Piece {}
}
