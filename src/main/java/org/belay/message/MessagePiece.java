package org.belay.message;

/** A part of a text: fixed words, or a placeholder for a recipient's value. */
sealed interface MessagePiece permits MessagePiece.FixedText, MessagePlaceholder {
    record FixedText(String text) implements MessagePiece {}
}
