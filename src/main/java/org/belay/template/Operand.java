package org.belay.template;

import java.util.Optional;

/** Something that a template may print or compare. */
sealed interface Operand {

    /** {@code "DE"} */
    record Literal(String text) implements Operand {}

    /** {@code ${deadline}}, {@code ${deadline?short}} */
    record FieldValue(Field field, Format format) implements Operand {}

    /** {@code ${person.givenName!"colleague"}} */
    record PersonValue(String attribute, Optional<String> otherwise) implements Operand {}

    /** {@code ${organisation}}: known to Belay without a field. */
    record GivenValue(Given given) implements Operand {}

    /** How a field is written out. */
    enum Format {
        PLAIN,
        SHORT,
        DATE,
        TIME,
        CAP_FIRST,
        UPPER_CASE
    }

    /** What Belay knows by itself. */
    enum Given {
        ORGANISATION("organisation"),
        WITHDRAWN_SUBJECT("withdrawn.subject"),
        WITHDRAWN_WHEN("withdrawn.when");

        private final String word;

        Given(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /** As the template wrote it, for messages. */
    default String words() {
        if (this instanceof Literal literal) return '"' + literal.text() + '"';
        if (this instanceof FieldValue value) return value.field().name();
        if (this instanceof PersonValue value) return value.attribute();
        return ((GivenValue) this).given().word();
    }
}
