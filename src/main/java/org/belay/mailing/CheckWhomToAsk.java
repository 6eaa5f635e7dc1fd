package org.belay.mailing;

import java.util.Map;
import java.util.stream.Stream;

/** The correction says who to contact. */
final class CheckWhomToAsk implements Check {

    @Override
    public About about() {
        return new About(
                "contact-unsaid",
                Topic.CORRECTION,
                Severity.ERROR,
                "The correction does not contain the contact.",
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
                                "The template's correction does not say who to contact.",
                                "Add ${contact} to its correction.md, or choose another template.")));
    }
}
