package org.belay.mailing;

import java.util.Map;
import java.util.stream.Stream;

/** The typical questions of readers are answered, even if the template does not require it. */
final class CheckUnanswered implements Check {

    @Override
    public About about() {
        return new About(
                "unanswered",
                Topic.COMPLETE,
                Severity.WARNING,
                "A field that answers what to do, who is affected, by when, why, how, the exceptions, who to contact or what happens"
                        + " otherwise is empty, and the template does not require it.",
                Map.of("exceptions", "None."),
                Map.of("exceptions", ""));
    }

    @Override
    public Stream<Finding> of(CheckedDraft draft) {
        return draft.template().fields().stream()
                .filter(field -> !field.required() && draft.text(field).isEmpty())
                .flatMap(field -> Question.of(field.name()).stream()
                        .map(question -> Finding.warning(
                                field.name() + "-unanswered",
                                field.name(),
                                question.unanswered(),
                                "Fill in \"" + field.label() + "\"; \"None\" and \"Nothing\" are answers too.")));
    }
}
