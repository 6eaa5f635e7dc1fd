package org.belay.template;

/** What a printed place turns out to hold, before it is known whether it will be HTML, text or a subject. */
sealed interface Content {

    /** Taken literally, wherever it stands. */
    record Words(String text) implements Content {}

    /** Paragraphs and lists of an author, see {@link Markdown#ofValue}. */
    record LongText(String typed) implements Content {}

    /** One entry of a list, within a line. */
    record Entry(String typed) implements Content {}

    /** An e-mail or web address: a link to itself. */
    record Address(String text, String target) implements Content {}

    /** A person's own, filled in when the mail is sent. */
    record Slot(String attribute, String otherwise) implements Content {}

    /** A person's own, already known: for reading one person's mail alone. */
    record Own(String text) implements Content {}

    /** Nobody filled it in; a preview shows where. */
    record Missing(String label) implements Content {
        String text() {
            return "[" + label + " is missing]";
        }
    }

    /** For places that cannot hold more: a subject, a link's target, code. */
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
