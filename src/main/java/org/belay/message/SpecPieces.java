package org.belay.message;

import java.util.List;

/** Subject, text and HTML of a message, split at their placeholders. */
record SpecPieces(List<MessagePiece> subject, List<MessagePiece> text, List<MessagePiece> html) {
    static SpecPieces of(MessageSpec letter) {
        return new SpecPieces(
                SourcePlaceholders.read(letter.subject(), MessagePlaceholder.PlaceholderPosition.SUBJECT),
                SourcePlaceholders.read(letter.text(), MessagePlaceholder.PlaceholderPosition.TEXT),
                SourcePlaceholders.read(letter.html(), MessagePlaceholder.PlaceholderPosition.HTML));
    }
}
