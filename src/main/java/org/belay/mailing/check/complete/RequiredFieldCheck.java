package org.belay.mailing.check.complete;

import java.util.Map;
import java.util.stream.Stream;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.CheckInput;
import org.belay.mailing.check.ContentCheck;
import org.belay.mailing.check.FindingSeverity;
import org.belay.mailing.check.ReaderQuestion;
import org.belay.template.TemplateField;

/** Every field that the template requires is filled in. */
public final class RequiredFieldCheck implements ContentCheck {

    @Override
    public CheckDescription description() {
        return new CheckDescription(
                "missing",
                CheckTopic.COMPLETE,
                FindingSeverity.ERROR,
                "A field that the template requires is empty.",
                Map.of("reason", "The app copies contacts to a server that we do not control."),
                Map.of("reason", ""));
    }

    @Override
    public Stream<CheckFinding> findings(CheckInput draft) {
        return draft.template().fields().stream()
                .filter(field -> field.required() && draft.text(field).isEmpty())
                .map(field -> CheckFinding.error(field.name() + "-missing", field.name(), problem(field), fix(field)));
    }

    private static String problem(TemplateField field) {
        return ReaderQuestion.of(field.name())
                .map(ReaderQuestion::problem)
                .orElse("\"" + field.label() + "\" is empty.");
    }

    private static String fix(TemplateField field) {
        String example = field.example().strip();
        return "Fill in \"" + field.label() + "\""
                + (example.isEmpty() || example.contains("\n") ? "." : ", for example: " + example);
    }
}
