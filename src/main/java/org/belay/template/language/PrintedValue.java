package org.belay.template.language;

import org.belay.placeholder.Placeholder;
import org.belay.template.markdown.MarkdownTree;

/** The value of an interpolation, before it is written as HTML, plain text or a subject. */
public sealed interface PrintedValue {

    /** Literal text. */
    record PlainText(String text) implements PrintedValue {}

    /** Paragraphs and lists that an author typed, see {@link MarkdownTree#parseValue}. */
    record FormattedText(String typed) implements PrintedValue {}

    /** One entry of a list, printed within a line. */
    record ListEntry(String typed) implements PrintedValue {}

    /** An email or web address, printed as a link to itself. */
    record LinkedAddress(String text, String target) implements PrintedValue {}

    /** A value that is filled in when the mail is sent. */
    record PersonPlaceholder(Placeholder placeholder) implements PrintedValue {}

    /** An attribute of a known person, for the preview of one person's mail. */
    record PersonText(String text) implements PrintedValue {}

    /** A required value that is missing; previews show its label. */
    record MissingValue(String label) implements PrintedValue {
        public String text() {
            return "[" + label + " is missing]";
        }
    }

    /** For places that hold plain text only: a subject, a link target, code. */
    default String plainText() {
        if (this instanceof PlainText words) return words.text();
        if (this instanceof FormattedText longText) return longText.typed().replaceAll("\\s+", " ");
        if (this instanceof ListEntry entry) return entry.typed();
        if (this instanceof LinkedAddress address) return address.text();
        if (this instanceof PersonText own) return own.text();
        if (this instanceof PersonPlaceholder person)
            return person.placeholder().notation();
        return ((MissingValue) this).text();
    }
}
