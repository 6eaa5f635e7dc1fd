package org.belay.template;

/** The value of an interpolation, before it is written as HTML, plain text or a subject. */
sealed interface Content {

    /** Literal text. */
    record Words(String text) implements Content {}

    /** Paragraphs and lists that an author typed, see {@link Markdown#ofValue}. */
    record LongText(String typed) implements Content {}

    /** One entry of a list, printed within a line. */
    record Entry(String typed) implements Content {}

    /** An email or web address, printed as a link to itself. */
    record Address(String text, String target) implements Content {}

    /** An attribute of the person, filled in when the mail is sent. */
    record Slot(String attribute, String otherwise) implements Content {}

    /** An attribute of a known person, for the preview of one person's mail. */
    record Own(String text) implements Content {}

    /** A required value that is missing; previews show its label. */
    record Missing(String label) implements Content {
        String text() {
            return "[" + label + " is missing]";
        }
    }

    /** For places that hold plain text only: a subject, a link target, code. */
    default String plain() {
        if (this instanceof Words words) return words.text();
        if (this instanceof LongText longText) return longText.typed().replaceAll("\\s+", " ");
        if (this instanceof Entry entry) return entry.typed();
        if (this instanceof Address address) return address.text();
        if (this instanceof Own own) return own.text();
        if (this instanceof Slot slot) return Slots.slot(slot.attribute(), slot.otherwise());
        return ((Missing) this).text();
    }
}
