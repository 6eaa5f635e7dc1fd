package org.belay.mailing;

import java.util.Map;
import java.util.stream.Stream;

/** Somebody may have acted already, and is told what now. */
final class CheckActed implements Check {

    @Override
    public About about() {
        return new About(
                "acted-unsaid",
                Topic.CORRECTION,
                Severity.ERROR,
                "The template's correction does not contain what to do if one already acted.",
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
                        "The template's correction does not say what to do if one already acted.",
                        "Write ${if_already_acted} into its correction.md, or choose another template."));
    }
}
