package org.belay.mailing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The correction does not tell its readers once more to do what the notice told them. */
final class CheckDemandRepeated implements Check {

    @Override
    public About about() {
        return new About(
                "demand-repeated",
                Topic.CORRECTION,
                Severity.WARNING,
                "A clause of the correction's own texts tells what the notice told, as an imperative (Remove the app, Entfernen Sie die App)"
                        + " or a duty (you must remove the app): the same verb, with a word in common behind it or only \"it\". A clause"
                        + " with a negation passes, and so does the way through a program (open, choose, click).",
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
                                        "The correction tells once more what the notice told: \"" + demand.verb()
                                                + "\". Who reads only this sentence, or a summary of it, does it.",
                                        "Say what people may do, or that they need not do it.")
                                .about(entry))
                        .stream());
    }

    /** What a text in a language tells that the notice in it told too. */
    static Optional<Demand> repeated(CheckedDraft draft, String language, String text) {
        List<Demand> told = draft.noticeIn(language).stream()
                .flatMap(notice -> Seen.blocks(notice).stream())
                .flatMap(block -> Demand.imperatives(block).stream())
                .toList();
        return Demand.all(text).stream()
                .filter(demand -> told.stream().anyMatch(demand::repeats))
                .findFirst();
    }
}
