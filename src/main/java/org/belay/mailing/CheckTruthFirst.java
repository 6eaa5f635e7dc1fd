package org.belay.mailing;

import java.util.Map;
import java.util.stream.Stream;
import org.belay.template.Variant;

/** The correction says first what is true now. */
final class CheckTruthFirst implements Check {
    private static final int MOST_BEFORE = 300;

    @Override
    public About about() {
        return new About(
                "truth-late",
                Topic.CORRECTION,
                Severity.ERROR,
                "In the correction, what is true now stands behind what to do if one already acted, behind the withdrawn mail or behind"
                        + " the cause; or more than 300 letters come before it.",
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
            boolean behind = Stream.of(draft.text("if_already_acted"), draft.text("cause"), notice(draft))
                    .filter(text -> !text.isEmpty())
                    .map(text -> Letters.in(Seen.of(correction), text))
                    .anyMatch(other -> other >= 0 && other < at);
            if (!behind && at <= MOST_BEFORE) return Stream.empty();
            return Stream.of(Finding.error(
                    "now_true-late",
                    "template",
                    "The template's correction says something else before what is true now.",
                    "Write ${now_true} first in its correction.md, or choose another template."));
        });
    }

    private static String notice(CheckedDraft draft) {
        return draft.ownNotice().map(Variant::subject).orElse("");
    }
}
