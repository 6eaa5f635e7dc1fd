package org.belay.mailing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The correction does not repeat the demand of the notice. */
final class CheckDemandRepeated implements Check {

    @Override
    public About about() {
        return new About(
                "demand-repeated",
                Topic.CORRECTION,
                Severity.WARNING,
                "A clause of the correction's own texts repeats a demand of the notice, as an imperative (Remove the app, Entfernen Sie die App)"
                        + " or as a duty (you must remove the app): the same verb, with a common word after it or only \"it\". A clause"
                        + " with a negation passes, and so do steps in a program (open, choose, click).",
                Map.of("now_true", "You need not remove the app. Our rules have not changed."),
                Map.of("now_true", "Remove the app from your phone, this was asked by mistake."));
    }

    @Override
    public Stream<Finding> of(CheckedDraft draft) {
        return draft.words()
                .filter(entry -> entry.field().correction())
                .flatMap(entry -> repeated(draft, entry.language(), entry.text())
                        .map(demand -> Finding.warning(
                                        entry.name() + "-demand",
                                        entry.name(),
                                        "The correction repeats what the notice asked for: \"" + demand.verb()
                                                + "\". Readers of only this sentence, or of a summary, will do it.",
                                        "Say what people may do, or that they don't need to do it.")
                                .about(entry))
                        .stream());
    }

    /** The first demand of a text that the notice in the same language makes too; empty if there is none. */
    static Optional<Demand> repeated(CheckedDraft draft, String language, String text) {
        List<Demand> demanded = draft.noticeIn(language).stream()
                .flatMap(notice -> Seen.blocks(notice).stream())
                .flatMap(block -> Demand.imperatives(block).stream())
                .toList();
        return Demand.all(text).stream()
                .filter(demand -> demanded.stream().anyMatch(demand::repeats))
                .findFirst();
    }
}
