package org.belay.template;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.belay.platform.Nearest;

/**
 * A gap in a template that an author fills for each mailing.
 *
 * @param name what stands between the braces, {@code ${deadline}}
 * @param label what the form calls it
 * @param help a sentence under the label; empty if it explains itself
 * @param required whether a mailing without it is refused
 * @param example a good answer, shown as such
 * @param correction one of the correction's own fields ({@code now_true}, {@code if_already_acted}, {@code cause})
 * @param translated whether each language needs its own words for it; false for names, dates and addresses
 * @param maximum the most characters of a text, entries of a list, or the largest number; 0 if only the type's own
 *     limit holds
 * @param choices the answers of a choice, in the order of the form; empty for every other type
 */
public record Field(
        String name,
        FieldType type,
        String label,
        String help,
        boolean required,
        String example,
        boolean correction,
        boolean translated,
        int maximum,
        List<Choice> choices) {

    public Field {
        choices = List.copyOf(choices);
    }

    /** What is wrong with a value, as a sentence that goes on after the label; empty if nothing is. */
    public Optional<String> problem(String value, ZoneId zone) {
        return type.problem(value, zone).or(() -> choiceProblem(value)).or(() -> maximumProblem(value));
    }

    private Optional<String> choiceProblem(String value) {
        List<String> known = choices.stream().map(Choice::value).toList();
        if (type != FieldType.CHOICE || known.contains(value.strip())) return Optional.empty();
        return Optional.of("must be one of " + String.join(", ", known)
                + Nearest.to(value.strip(), known)
                        .map(near -> "; did you mean " + near + "?")
                        .orElse(""));
    }

    private Optional<String> maximumProblem(String value) {
        if (maximum == 0) return Optional.empty();
        int count = type == FieldType.LIST
                ? ListValue.of(value).size()
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
    String kind() {
        return type == FieldType.CHOICE
                ? "a choice of " + choices.stream().map(Choice::value).collect(Collectors.joining(", "))
                : "a " + type.word() + " field";
    }
}
