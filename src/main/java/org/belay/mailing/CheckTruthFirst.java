package org.belay.mailing;

import java.util.Map;
import java.util.stream.Stream;
import org.belay.template.Variant;

/** The correction starts with what is true now. */
final class CheckTruthFirst implements Check {
    private static final int MAX_BEFORE = 300;

    @Override
    public About about() {
        return new About(
                "truth-late",
                Topic.CORRECTION,
                Severity.ERROR,
                "In the correction, the \"now true\" text comes after the text for readers who have already acted, after the withdrawn mail or after"
                        + " the cause; or more than 300 letters are before it.",
                Map.of(),
                Map.of(
                        "correction.md",
                        "---\nsubject: '${topic}: not so'\n---\n${if_already_acted} ${now_true} ${contact}\n\n::: withdrawn\n:::\n"));
    }

    @Override
    public Stream<Finding> of(CheckedDraft draft) {
        String now = draft.text("now_true");
        return draft.ownCorrection().stream().flatMap(correction -> {
            int at = Letters.in(Seen.of(correction), now);
            if (now.isEmpty() || at < 0) return Stream.empty();
            boolean late = Stream.of(draft.text("if_already_acted"), draft.text("cause"), notice(draft))
                    .filter(text -> !text.isEmpty())
                    .map(text -> Letters.in(Seen.of(correction), text))
                    .anyMatch(other -> other >= 0 && other < at);
            if (!late && at <= MAX_BEFORE) return Stream.empty();
            return Stream.of(Finding.error(
                    "now_true-late",
                    "template",
                    "The template's correction does not start with what is true now.",
                    "Put ${now_true} first in its correction.md, or choose another template."));
        });
    }

    private static String notice(CheckedDraft draft) {
        return draft.ownNotice().map(Variant::subject).orElse("");
    }
}
