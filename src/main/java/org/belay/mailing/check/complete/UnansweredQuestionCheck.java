package org.belay.mailing.check.complete;

import java.util.Map;
import java.util.stream.Stream;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.CheckInput;
import org.belay.mailing.check.ContentCheck;
import org.belay.mailing.check.FindingSeverity;
import org.belay.mailing.check.ReaderQuestion;

/** The typical questions of readers are answered, even if the template does not require it. */
public final class UnansweredQuestionCheck implements ContentCheck {

    @Override
    public CheckDescription description() {
        return new CheckDescription(
                "unanswered",
                CheckTopic.COMPLETE,
                FindingSeverity.WARNING,
                "A field that answers what to do, who is affected, by when, why, how, the exceptions, who to contact or what happens"
                        + " otherwise is empty, and the template does not require it.",
                Map.of("exceptions", "None."),
                Map.of("exceptions", ""));
    }

    @Override
    public Stream<CheckFinding> findings(CheckInput draft) {
        return draft.template().fields().stream()
                .filter(field -> !field.required() && draft.text(field).isEmpty())
                .flatMap(field -> ReaderQuestion.of(field.name()).stream()
                        .map(question -> CheckFinding.warning(
                                field.name() + "-unanswered",
                                field.name(),
                                question.problem(),
                                "Fill in \"" + field.label() + "\"; \"None\" and \"Nothing\" are answers too.")));
    }
}
