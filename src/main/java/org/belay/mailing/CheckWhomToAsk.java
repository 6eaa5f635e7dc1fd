package org.belay.mailing;

import java.util.Map;
import java.util.stream.Stream;

/** The correction says whom to ask. */
final class CheckWhomToAsk implements Check {

    @Override
    public About about() {
        return new About(
                "contact-unsaid",
                Topic.CORRECTION,
                Severity.ERROR,
                "The contact does not stand in the correction.",
                Map.of(),
                Map.of(
                        "correction.md",
                        "---\nsubject: '${topic}: not so'\n---\n${now_true} ${if_already_acted}\n\n::: withdrawn\n:::\n"));
    }

    @Override
    public Stream<Finding> of(CheckedDraft draft) {
        return Question.CONTACT.field(draft.template()).stream()
                .map(draft::text)
                .filter(contact -> !contact.isEmpty())
                .flatMap(contact -> draft.ownCorrection().stream()
                        .filter(correction -> Letters.in(Seen.of(correction), contact) < 0)
                        .map(correction -> Finding.error(
                                "contact-unsaid",
                                "template",
                                "The template's correction does not say whom to ask.",
                                "Write ${contact} into its correction.md, or choose another template.")));
    }
}
