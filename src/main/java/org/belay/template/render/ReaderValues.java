package org.belay.template.render;

import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.belay.placeholder.Placeholder;
import org.belay.template.AttributeGroup;
import org.belay.template.AuthoredValues;
import org.belay.template.DateValue;
import org.belay.template.FieldType;
import org.belay.template.ListValue;
import org.belay.template.NumberValue;
import org.belay.template.TemplateField;
import org.belay.template.YesNoValue;
import org.belay.template.language.PrintedValue;
import org.belay.template.language.TemplateOperand;

/**
 * The values of a mailing as one group of people reads them, in one language.
 *
 * @param placeholders whether the person's values stay open; otherwise the group is one person and their values are printed
 * @param missing collects required fields without a value
 */
record ReaderValues(
        AuthoredValues values,
        String language,
        AttributeGroup group,
        boolean placeholders,
        Set<TemplateField> missing) {

    // characters shown of an invalid value, so that its author can see it in the preview
    private static final int LONGEST = 500;

    private static final Pattern TURNING = Pattern.compile("[\u202A-\u202E\u2066-\u2069]");

    /** The text that a condition compares. */
    String comparedText(TemplateOperand operand) {
        if (operand instanceof TemplateOperand.Literal literal) return literal.text();
        if (operand instanceof TemplateOperand.PersonValue person) {
            String own = group.value(person.attribute());
            return own.isEmpty() ? person.otherwise().orElse("") : own;
        }
        if (operand instanceof TemplateOperand.ResolvedItem known) return clean(known.compared());
        if (operand instanceof TemplateOperand.FieldValue value) {
            if (value.format() == TemplateOperand.ValueFormat.SIZE) return Integer.toString(entries(value.field()));
            String text = written(value.field());
            return value.field().type() == FieldType.YES_NO ? (YesNoValue.isYes(text) ? "yes" : "no") : text;
        }
        return given(((TemplateOperand.BuiltInValue) operand).given());
    }

    /** The value that an interpolation prints. */
    PrintedValue printedValue(TemplateOperand operand) {
        if (operand instanceof TemplateOperand.PersonValue person) {
            String otherwise = person.otherwise().orElse("");
            return placeholders
                    ? new PrintedValue.PersonPlaceholder(new Placeholder(person.attribute(), otherwise))
                    : new PrintedValue.PersonText(line(comparedText(person)));
        }
        if (operand instanceof TemplateOperand.FieldValue value) return field(value.field(), value.format());
        if (operand instanceof TemplateOperand.BuiltInValue given) return given(given);
        if (operand instanceof TemplateOperand.ResolvedItem known) return known.printed();
        return new PrintedValue.PlainText(comparedText(operand));
    }

    private PrintedValue given(TemplateOperand.BuiltInValue value) {
        if (value.given() == TemplateOperand.BuiltIn.WITHDRAWN_WHEN)
            return withdrawnWhen().orElse(new PrintedValue.PlainText(""));
        String text = given(value.given());
        boolean needed = value.given() == TemplateOperand.BuiltIn.WITHDRAWN_SUBJECT && text.isEmpty();
        return needed
                ? new PrintedValue.MissingValue("the subject of the notice")
                : new PrintedValue.PlainText(line(text));
    }

    private String given(TemplateOperand.BuiltIn given) {
        return switch (given) {
            case ORGANISATION -> values.letterhead().organisation();
            case WITHDRAWN_SUBJECT -> withdrawnSubject().orElse("");
            case WITHDRAWN_WHEN ->
                withdrawnWhen()
                        .map(PrintedValue::plainText)
                        .map(Placeholder::withDefaults)
                        .orElse("");
        };
    }

    Optional<String> withdrawnSubject() {
        return values.withdrawn().flatMap(withdrawn -> {
            var subjects = withdrawn.subjects();
            return Optional.ofNullable(subjects.get(language))
                    .or(() -> subjects.values().stream().findFirst())
                    .map(ReaderValues::line);
        });
    }

    /** Empty in a notice, and where a template is tried without one. */
    Optional<PrintedValue> withdrawnWhen() {
        return values.withdrawn()
                .map(withdrawn -> withdrawn
                        .when()
                        .<PrintedValue>map(when -> new PrintedValue.PlainText(
                                ReaderDates.of(language).longForm(here(when))))
                        .orElseGet(() -> SendingTime.at(language, group.zone().orElse(values.zone()), placeholders)));
    }

    /** The text of a list field; each line is an entry. */
    String listText(TemplateField field) {
        String text = written(field);
        if (!text.isEmpty() || !field.required()) return text;
        missing.add(field);
        return new PrintedValue.MissingValue(field.label()).text();
    }

    private int entries(TemplateField field) {
        return ListValue.entries(listText(field)).size();
    }

    private PrintedValue field(TemplateField field, TemplateOperand.ValueFormat format) {
        if (format == TemplateOperand.ValueFormat.SIZE) {
            return new PrintedValue.PlainText(NumberValue.format(Integer.toString(entries(field)), language));
        }
        String text = written(field);
        if (text.isEmpty()) {
            if (field.type() == FieldType.YES_NO) return new PrintedValue.PlainText(YesNoValue.format(text, language));
            if (!field.required()) return new PrintedValue.PlainText("");
            missing.add(field);
            return new PrintedValue.MissingValue(field.label());
        }
        if (field.problem(text, values.zone()).isPresent())
            return new PrintedValue.PlainText(line(text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text));
        return switch (field.type()) {
            case TEXT -> new PrintedValue.PlainText(cased(line(text), format));
            case LONG_TEXT -> new PrintedValue.FormattedText(text);
            case LINK -> new PrintedValue.LinkedAddress(text, text);
            case CHOICE -> new PrintedValue.PlainText(choice(field, text));
            case NUMBER -> new PrintedValue.PlainText(NumberValue.format(text, language));
            case YES_NO -> new PrintedValue.PlainText(YesNoValue.format(text, language));
            case LIST -> new PrintedValue.FormattedText(ListValue.asTyped(text));
            case EMAIL -> new PrintedValue.LinkedAddress(text, "mailto:" + text);
            case DATE -> new PrintedValue.PlainText(date(DateValue.date(text), format));
            case DATE_TIME -> new PrintedValue.PlainText(moment(DateValue.moment(text, values.zone()), format));
        };
    }

    private String choice(TemplateField field, String value) {
        return field.choices().stream()
                .filter(choice -> choice.value().equals(value))
                .findFirst()
                .map(choice -> line(choice.in(language)))
                .orElse(line(value));
    }

    private String date(LocalDate date, TemplateOperand.ValueFormat format) {
        var words = ReaderDates.of(language);
        return format == TemplateOperand.ValueFormat.SHORT ? words.shortForm(date) : words.longForm(date);
    }

    private String moment(ZonedDateTime moment, TemplateOperand.ValueFormat format) {
        var words = ReaderDates.of(language);
        ZonedDateTime here = here(moment);
        return switch (format) {
            case TIME -> words.time(here);
            case SHORT, DATE -> date(here.toLocalDate(), format);
            default -> words.longForm(here);
        };
    }

    /** Converted to the reader's time zone, if the template uses it. */
    private ZonedDateTime here(ZonedDateTime moment) {
        return group.zone().map(moment::withZoneSameInstant).orElse(moment);
    }

    private String cased(String text, TemplateOperand.ValueFormat format) {
        var locale = ReaderDates.of(language).locale();
        int first = text.offsetByCodePoints(0, 1);
        return switch (format) {
            case UPPER_CASE -> text.toUpperCase(locale);
            case LOWER_CASE -> text.toLowerCase(locale);
            case UNCAP_FIRST -> text.substring(0, first).toLowerCase(locale) + text.substring(first);
            case CAP_FIRST -> text.substring(0, first).toUpperCase(locale) + text.substring(first);
            default -> text;
        };
    }

    /** The author's text without bidirectional control characters, which would show reviewers another order (docs/faults.md X24). */
    private String written(TemplateField field) {
        return TURNING.matcher(clean(values.text(field.name(), language))).replaceAll("");
    }

    /** Removes private-use and control characters, so that no value can form a placeholder or a header. */
    private static String clean(String value) {
        return value.replace("\r\n", "\n")
                .codePoints()
                .filter(c -> !Placeholder.isPrivateUse(c) && (c == '\n' || c == '\t' || !Character.isISOControl(c)))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
    }

    private static String line(String value) {
        return clean(value).replaceAll("[\\s\u2028\u2029\u0085]+", " ");
    }
}
