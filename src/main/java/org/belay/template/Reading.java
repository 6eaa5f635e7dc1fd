package org.belay.template;

import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The values of a mailing as one group of people reads them, in one language.
 *
 * @param slots whether the person's values stay open; otherwise the group is one person and their values are printed
 * @param missing collects required fields without a value
 */
record Reading(Values values, String language, AttributeGroup group, boolean slots, Set<Field> missing) {

    // characters shown of an invalid value, so that its author can see it in the preview
    private static final int LONGEST = 500;

    private static final Pattern TURNING = Pattern.compile("[\u202A-\u202E\u2066-\u2069]");

    /** The text that a condition compares. */
    String compared(Operand operand) {
        if (operand instanceof Operand.Literal literal) return literal.text();
        if (operand instanceof Operand.PersonValue person) {
            String own = group.value(person.attribute());
            return own.isEmpty() ? person.otherwise().orElse("") : own;
        }
        if (operand instanceof Operand.Known known) return clean(known.compared());
        if (operand instanceof Operand.FieldValue value) {
            if (value.format() == Operand.Format.SIZE) return Integer.toString(entries(value.field()));
            String text = written(value.field());
            return value.field().type() == FieldType.YES_NO ? (YesNo.isYes(text) ? "yes" : "no") : text;
        }
        return given(((Operand.GivenValue) operand).given());
    }

    /** The value that an interpolation prints. */
    Content printed(Operand operand) {
        if (operand instanceof Operand.PersonValue person) {
            String otherwise = person.otherwise().orElse("");
            return slots ? new Content.Slot(person.attribute(), otherwise) : new Content.Own(line(compared(person)));
        }
        if (operand instanceof Operand.FieldValue value) return field(value.field(), value.format());
        if (operand instanceof Operand.GivenValue given) return given(given);
        if (operand instanceof Operand.Known known) return known.printed();
        return new Content.Words(compared(operand));
    }

    private Content given(Operand.GivenValue value) {
        if (value.given() == Operand.Given.WITHDRAWN_WHEN)
            return withdrawnWhen().orElse(new Content.Words(""));
        String text = given(value.given());
        boolean needed = value.given() == Operand.Given.WITHDRAWN_SUBJECT && text.isEmpty();
        return needed ? new Content.Missing("the subject of the notice") : new Content.Words(line(text));
    }

    private String given(Operand.Given given) {
        return switch (given) {
            case ORGANISATION -> values.letterhead().organisation();
            case WITHDRAWN_SUBJECT -> withdrawnSubject().orElse("");
            case WITHDRAWN_WHEN ->
                withdrawnWhen().map(Content::plain).map(Slots::withDefaults).orElse("");
        };
    }

    Optional<String> withdrawnSubject() {
        return values.withdrawn().flatMap(withdrawn -> {
            var subjects = withdrawn.subjects();
            return Optional.ofNullable(subjects.get(language))
                    .or(() -> subjects.values().stream().findFirst())
                    .map(Reading::line);
        });
    }

    /** Empty in a notice, and where a template is tried without one. */
    Optional<Content> withdrawnWhen() {
        return values.withdrawn()
                .map(withdrawn -> withdrawn
                        .when()
                        .<Content>map(
                                when -> new Content.Words(DateWords.of(language).full(here(when))))
                        .orElseGet(() -> SendingTime.at(language, group.zone().orElse(values.zone()), slots)));
    }

    /** The text of a list field; each line is an entry. */
    String listed(Field field) {
        String text = written(field);
        if (!text.isEmpty() || !field.required()) return text;
        missing.add(field);
        return new Content.Missing(field.label()).text();
    }

    private int entries(Field field) {
        return ListValue.of(listed(field)).size();
    }

    private Content field(Field field, Operand.Format format) {
        if (format == Operand.Format.SIZE) {
            return new Content.Words(NumberValue.words(Integer.toString(entries(field)), language));
        }
        String text = written(field);
        if (text.isEmpty()) {
            if (field.type() == FieldType.YES_NO) return new Content.Words(YesNo.words(text, language));
            if (!field.required()) return new Content.Words("");
            missing.add(field);
            return new Content.Missing(field.label());
        }
        if (field.problem(text, values.zone()).isPresent())
            return new Content.Words(line(text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text));
        return switch (field.type()) {
            case TEXT -> new Content.Words(cased(line(text), format));
            case LONG_TEXT -> new Content.LongText(text);
            case LINK -> new Content.Address(text, text);
            case CHOICE -> new Content.Words(choice(field, text));
            case NUMBER -> new Content.Words(NumberValue.words(text, language));
            case YES_NO -> new Content.Words(YesNo.words(text, language));
            case LIST -> new Content.LongText(ListValue.asTyped(text));
            case EMAIL -> new Content.Address(text, "mailto:" + text);
            case DATE -> new Content.Words(date(DateValue.date(text), format));
            case DATE_TIME -> new Content.Words(moment(DateValue.moment(text, values.zone()), format));
        };
    }

    private String choice(Field field, String value) {
        return field.choices().stream()
                .filter(choice -> choice.value().equals(value))
                .findFirst()
                .map(choice -> line(choice.in(language)))
                .orElse(line(value));
    }

    private String date(LocalDate date, Operand.Format format) {
        var words = DateWords.of(language);
        return format == Operand.Format.SHORT ? words.brief(date) : words.full(date);
    }

    private String moment(ZonedDateTime moment, Operand.Format format) {
        var words = DateWords.of(language);
        ZonedDateTime here = here(moment);
        return switch (format) {
            case TIME -> words.time(here);
            case SHORT, DATE -> date(here.toLocalDate(), format);
            default -> words.full(here);
        };
    }

    /** Converted to the reader's time zone, if the template uses it. */
    private ZonedDateTime here(ZonedDateTime moment) {
        return group.zone().map(moment::withZoneSameInstant).orElse(moment);
    }

    private String cased(String text, Operand.Format format) {
        var locale = DateWords.of(language).locale();
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
    private String written(Field field) {
        return TURNING.matcher(clean(values.text(field.name(), language))).replaceAll("");
    }

    /** Removes private-use and control characters, so that no value can form a slot or a header. */
    private static String clean(String value) {
        return value.replace("\r\n", "\n")
                .codePoints()
                .filter(c -> !Slots.isPrivateUse(c) && (c == '\n' || c == '\t' || !Character.isISOControl(c)))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
    }

    private static String line(String value) {
        return clean(value).replaceAll("[\\s\u2028\u2029\u0085]+", " ");
    }
}
