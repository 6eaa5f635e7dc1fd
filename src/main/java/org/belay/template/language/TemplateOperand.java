package org.belay.template.language;

import java.util.Optional;
import org.belay.template.FieldType;
import org.belay.template.TemplateField;

/** A value that a template prints or compares. */
public sealed interface TemplateOperand {

    /** {@code "DE"} */
    record Literal(String text) implements TemplateOperand {}

    /** {@code ${deadline}}, {@code ${deadline?short}} */
    record FieldValue(TemplateField field, ValueFormat format) implements TemplateOperand {}

    /** {@code ${person.givenName!"colleague"}} */
    record PersonValue(String attribute, Optional<String> otherwise) implements TemplateOperand {}

    /** {@code ${organisation}}: a value that Belay provides without a field. */
    record BuiltInValue(BuiltIn given) implements TemplateOperand {}

    /** {@code ${app}} within {@code <#list apps as app>}. */
    record ItemValue(String item, ValueFormat format) implements TemplateOperand {}

    /** The value of an item, after its list was unfolded. */
    record ResolvedItem(String compared, PrintedValue printed) implements TemplateOperand {}

    /** The expression of a {@code <#list>}: {@code apps as app}. */
    record ListClause(TemplateField list, String item) {}

    /** How a value is formatted. */
    enum ValueFormat {
        PLAIN("", "", ""),
        SHORT("short", "a date or date-time", "`04-Dec`, for subjects; `4.12.` in German"),
        DATE("date", "a date or date-time", "`Friday 4 December 2026`"),
        TIME("time", "a date-time", "`18:00 CET`"),
        CAP_FIRST("cap_first", "a text", "the first letter as a capital"),
        UNCAP_FIRST("uncap_first", "a text", "the first letter small"),
        UPPER_CASE("upper_case", "a text", "all letters as capitals"),
        LOWER_CASE("lower_case", "a text", "all letters small"),
        SIZE("size", "a list", "how many entries it has"),
        COUNTER("counter", "an entry in a `<#list>`", "its number, from 1");

        private final String word;
        private final String fits;
        private final String gives;

        ValueFormat(String word, String fits, String gives) {
            this.word = word;
            this.fits = fits;
            this.gives = gives;
        }

        /** The name after {@code ?} in a template. */
        String word() {
            return word;
        }

        /** For the documentation: the types that it applies to. */
        String appliesTo() {
            return fits;
        }

        /** For the documentation: what it prints. */
        String gives() {
            return gives;
        }

        boolean fits(FieldType type) {
            return switch (this) {
                case PLAIN -> true;
                case SHORT, DATE -> type.isDate();
                case TIME -> type == FieldType.DATE_TIME;
                case CAP_FIRST, UNCAP_FIRST, UPPER_CASE, LOWER_CASE -> type == FieldType.TEXT;
                case SIZE -> type == FieldType.LIST;
                case COUNTER -> false;
            };
        }
    }

    /** Values that Belay provides. */
    enum BuiltIn {
        ORGANISATION("organisation"),
        WITHDRAWN_SUBJECT("withdrawn.subject"),
        WITHDRAWN_WHEN("withdrawn.when");

        private final String word;

        BuiltIn(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /** As written in the template, for messages. */
    default String description() {
        if (this instanceof Literal literal) return '"' + literal.text() + '"';
        if (this instanceof FieldValue value) return value.field().name();
        if (this instanceof PersonValue value) return value.attribute();
        if (this instanceof ItemValue value) return value.item();
        if (this instanceof ResolvedItem known) return '"' + known.compared() + '"';
        return ((BuiltInValue) this).given().word();
    }
}
