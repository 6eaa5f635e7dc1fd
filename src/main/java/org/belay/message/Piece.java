package org.belay.message;

/** A stretch of a letter's text: the same for all, or a person's own. */
sealed interface Piece permits Piece.Words, Slot {
    record Words(String text) implements Piece {}
}
