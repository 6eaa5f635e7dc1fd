package org.belay.mailing;

import java.util.Map;
import java.util.stream.Stream;
import org.belay.template.Field;

/** Every field that the template requires is filled in. */
final class CheckMissing implements Check {

    @Override
    public About about() {
        return new About(
                "missing",
                Topic.COMPLETE,
                Severity.ERROR,
                "A field that the template requires is empty.",
                Map.of("reason", "The app copies contacts to a server that we do not control."),
                Map.of("reason", ""));
    }

    @Override
    public Stream<Finding> of(CheckedDraft draft) {
        return draft.template().fields().stream()
                .filter(field -> field.required() && draft.text(field).isEmpty())
                .map(field -> Finding.error(field.name() + "-missing", field.name(), problem(field), fix(field)));
    }

    private static String problem(Field field) {
        return Question.of(field.name()).map(Question::unanswered).orElse("\"" + field.label() + "\" is empty.");
    }

    private static String fix(Field field) {
        String example = field.example().strip();
        return "Fill in \"" + field.label() + "\""
                + (example.isEmpty() || example.contains("\n") ? "." : ", for example: " + example);
    }
}
