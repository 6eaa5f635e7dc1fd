package org.belay.mailing;

import java.util.Map;
import java.util.stream.Stream;

/** The correction says what to do for readers who have already acted on the notice. */
final class CheckActed implements Check {

    @Override
    public About about() {
        return new About(
                "acted-unsaid",
                Topic.CORRECTION,
                Severity.ERROR,
                "The template's correction does not contain the text for readers who have already acted.",
                Map.of(),
                Map.of(
                        "correction.md",
                        "---\nsubject: '${topic}: not so'\n---\n${now_true} ${contact}\n\n::: withdrawn\n:::\n"));
    }

    @Override
    public Stream<Finding> of(CheckedDraft draft) {
        String acted = draft.text("if_already_acted");
        return draft.ownCorrection().stream()
                .filter(correction -> !acted.isEmpty() && Letters.in(Seen.of(correction), acted) < 0)
                .map(correction -> Finding.error(
                        "if_already_acted-unsaid",
                        "if_already_acted",
                        "The template's correction does not say what to do if you have already acted.",
                        "Add ${if_already_acted} to its correction.md, or choose another template."));
    }
}
