package org.belay.mailing;

import java.util.Map;
import java.util.stream.Stream;
import org.belay.template.Variant;

/** The correction names the mail that it withdraws, exactly once. */
final class CheckWithdrawn implements Check {

    @Override
    public About about() {
        return new About(
                "withdrawn",
                Topic.CORRECTION,
                Severity.ERROR,
                "The correction's text does not contain the subject of the notice, or contains it more than once (which is a WARNING).",
                Map.of(),
                Map.of(
                        "correction.md",
                        "---\nsubject: '${topic}: not so'\n---\n${now_true} ${if_already_acted} ${contact}\n"));
    }

    @Override
    public Stream<Finding> of(CheckedDraft draft) {
        return draft.ownCorrection().stream().flatMap(correction -> {
            String subject = draft.notice().stream()
                    .filter(notice -> notice.language().equals(correction.language()))
                    .findFirst()
                    .map(Variant::subject)
                    .orElse("");
            int count = Letters.count(Seen.of(correction), subject);
            if (subject.isEmpty() || count == 1) return Stream.empty();
            return Stream.of(
                    count == 0
                            ? Finding.error(
                                    "withdrawn-unnamed",
                                    "template",
                                    "The template's correction does not name the mail that it withdraws.",
                                    "Add ::: withdrawn and ::: to its correction.md, or choose another template.")
                            : Finding.warning(
                                    "withdrawn-repeated",
                                    "template",
                                    "The template's correction contains the subject of the withdrawn mail " + count
                                            + " times; readers remember what is repeated.",
                                    "Name it once."));
        });
    }
}
