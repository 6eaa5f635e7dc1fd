package org.belay.mailing.check.correction;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.CheckInput;
import org.belay.mailing.check.ContentCheck;
import org.belay.mailing.check.FindingSeverity;
import org.belay.mailing.check.text.DemandedAct;
import org.belay.mailing.check.text.ReadableWords;

/** The correction does not repeat the demand of the notice. */
public final class RepeatedDemandCheck implements ContentCheck {

    @Override
    public CheckDescription description() {
        return new CheckDescription(
                "demand-repeated",
                CheckTopic.CORRECTION,
                FindingSeverity.WARNING,
                "A clause of the correction's own texts repeats a demand of the notice, as an imperative (Remove the app, Entfernen Sie die App)"
                        + " or as a duty (you must remove the app): the same verb, with a common word after it or only \"it\". A clause"
                        + " with a negation passes, and so do steps in a program (open, choose, click).",
                Map.of("now_true", "You need not remove the app. Our rules have not changed."),
                Map.of("now_true", "Remove the app from your phone, this was asked by mistake."));
    }

    @Override
    public Stream<CheckFinding> findings(CheckInput draft) {
        return draft.translatableTexts()
                .filter(entry -> entry.field().correction())
                .flatMap(entry -> repeatedDemand(draft, entry.language(), entry.text())
                        .map(demand -> CheckFinding.warning(
                                        entry.name() + "-demand",
                                        entry.name(),
                                        "The correction repeats what the notice asked for: \"" + demand.verb()
                                                + "\". Readers of only this sentence, or of a summary, will do it.",
                                        "Say what people may do, or that they don't need to do it.")
                                .forText(entry))
                        .stream());
    }

    /** The first demand of a text that the notice in the same language makes too; empty if there is none. */
    static Optional<DemandedAct> repeatedDemand(CheckInput draft, String language, String text) {
        List<DemandedAct> demanded = draft.noticeIn(language).stream()
                .flatMap(notice -> ReadableWords.blocks(notice).stream())
                .flatMap(block -> DemandedAct.imperativesIn(block).stream())
                .toList();
        return DemandedAct.allIn(text).stream()
                .filter(demand -> demanded.stream().anyMatch(demand::repeats))
                .findFirst();
    }
}
