package org.belay.mailing;

import java.util.Map;
import java.util.stream.Stream;
import org.belay.template.Variant;

/** The correction names the mail that it takes back, once. */
final class CheckWithdrawn implements Check {

    @Override
    public About about() {
        return new About(
                "withdrawn",
                Topic.CORRECTION,
                Severity.ERROR,
                "The subject of the notice stands in the correction's text not at all, or more than once (that is a WARNING).",
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
                                    "The template's correction does not name the mail that it takes back.",
                                    "Write ::: withdrawn and ::: into its correction.md, or choose another template.")
                            : Finding.warning(
                                    "withdrawn-repeated",
                                    "template",
                                    "The template's correction repeats the subject of what it takes back " + count
                                            + " times: what is repeated is remembered.",
                                    "Name it once."));
        });
    }
}
