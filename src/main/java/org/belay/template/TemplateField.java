package org.belay.template;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.belay.platform.NearestName;

/**
 * A field of a template, filled in by an author for each mailing.
 *
 * @param name used in the template, {@code ${deadline}}
 * @param label shown in the form
 * @param help a sentence below the label; may be empty
 * @param required whether a mailing without a value is refused
 * @param example a valid value, shown to authors; may be empty
 * @param correction whether it belongs to the correction ({@code now_true}, {@code if_already_acted}, {@code cause})
 * @param translated whether each language needs its own value; false for names, dates and addresses
 * @param maximum most characters of a text, most entries of a list, or largest number; 0 if only the limit of the type applies
 * @param choices options of a choice field, in form order; empty for other types
 */
public record TemplateField(
        String name,
        FieldType type,
        String label,
        String help,
        boolean required,
        String example,
        boolean correction,
        boolean translated,
        int maximum,
        List<FieldChoice> choices) {

    public TemplateField {
        choices = List.copyOf(choices);
    }

    /** What is wrong with a value, as the end of a sentence that begins with the label; empty if the value is valid. */
    public Optional<String> problem(String value, ZoneId zone) {
        return type.problem(value, zone).or(() -> choiceProblem(value)).or(() -> maximumProblem(value));
    }

    private Optional<String> choiceProblem(String value) {
        List<String> known = choices.stream().map(FieldChoice::value).toList();
        if (type != FieldType.CHOICE || known.contains(value.strip())) return Optional.empty();
        return Optional.of("must be one of " + String.join(", ", known)
                + NearestName.to(value.strip(), known)
                        .map(near -> "; did you mean " + near + "?")
                        .orElse(""));
    }

    private Optional<String> maximumProblem(String value) {
        if (maximum == 0) return Optional.empty();
        int count = type == FieldType.LIST
                ? ListValue.entries(value).size()
                : value.strip().codePointCount(0, value.strip().length());
        boolean fits = switch (type) {
            case NUMBER -> NumberValue.of(value).compareTo(java.math.BigDecimal.valueOf(maximum)) <= 0;
            case TEXT, LONG_TEXT, LIST -> count <= maximum;
            default -> true;
        };
        if (fits) return Optional.empty();
        return Optional.of(
                switch (type) {
                    case NUMBER -> "must be at most " + maximum;
                    case LIST -> "must have at most " + maximum + " entries, and has " + count;
                    default -> "must have at most " + maximum + " characters, and has " + count;
                });
    }

    /** For messages: {@code a choice of phone, laptop}. */
    public String typeDescription() {
        return type == FieldType.CHOICE
                ? "a choice of " + choices.stream().map(FieldChoice::value).collect(Collectors.joining(", "))
                : "a " + type.keyword() + " field";
    }
}
