package org.belay.mailing;

import java.util.Map;
import java.util.stream.Stream;
import org.belay.template.Field;

/** Every required field is filled in. What is asked for without a reason is believed by few and resented by many. */
final class CheckMissing {
    private static final Map<String, String> WHY = Map.of(
            "reason", "People are asked to do something and not told why.",
            "now_true", "The correction does not say what is true now.",
            "if_already_acted", "The correction leaves those alone who already acted.",
            "contact", "Nobody is named whom people can ask.",
            "how_to", "People are not told how to do it.",
            "deadline", "There is no deadline.");

    private CheckMissing() {}

    static Stream<Finding> of(CheckedDraft draft) {
        return draft.template().fields().stream()
                .filter(field -> field.required() && draft.text(field).isEmpty())
                .map(field -> Finding.error(
                        field.name() + "-missing",
                        field.name(),
                        WHY.getOrDefault(field.name(), "\"" + field.label() + "\" is empty."),
                        fix(field)));
    }

    private static String fix(Field field) {
        String example = field.example().strip();
        return "Fill in \"" + field.label() + "\""
                + (example.isEmpty() || example.contains("\n") ? "." : ", for example: " + example);
    }
}
