package org.belay.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.belay.delivery.relay.RefusalJudge;
import org.belay.delivery.relay.RefusalJudge.Verdict;
import org.belay.delivery.relay.Relay;
import org.belay.delivery.relay.Trouble;
import org.belay.smtp.Outcome;
import org.belay.smtp.Reply;
import org.belay.smtp.Stage;

/** What the relay's answers to one transaction mean for its people, and for their dispatch. */
final class Hearing {

    /** A refusal for a rule of the relay is the recipient's after so many. */
    private static final int TRIES = 3;

    private final Dispatch dispatch;
    private final Relay relay;
    private final RefusalJudge judge;
    private final BatchStore batches;

    Hearing(Dispatch dispatch, Relay relay, RefusalJudge judge, BatchStore batches) {
        this.dispatch = dispatch;
        this.relay = relay;
        this.judge = judge;
        this.batches = batches;
    }

    /**
     * @param settled what is written of each, in the outcomes' order
     * @param trouble what the dispatch must pause for
     */
    record Heard(List<Settled> settled, Optional<Trouble> trouble) {}

    /**
     * @param began when the offer began, by the monotonic clock
     * @param probing whether this was a probe, so that one answer about us is enough
     * @param cut whether Belay cut the dialogue because the relay was silent; all that are cut together are one trouble
     */
    Heard hear(Load load, List<Outcome> outcomes, long began, boolean probing, boolean cut) {
        if (refusedTogether(outcomes)) {
            return together(outcomes);
        }
        List<Long> recipients =
                load.people().stream().map(person -> person.id().value()).toList();
        RefusalJudge.Judged judged = judge.hear(recipients, outcomes, began, System.nanoTime());
        var settled = new ArrayList<Settled>();
        var others = new ArrayList<Outcome>();
        Optional<Trouble> trouble = judged.trouble();
        for (int i = 0; i < outcomes.size(); i++) {
            Outcome outcome = outcomes.get(i);
            Verdict verdict = judged.verdicts().get(i);
            int tries = load.people().get(i).refused() + 1;
            if (verdict == Verdict.AS_SAID) {
                others.add(outcome);
            } else if (probing && trouble.isEmpty()) {
                verdict = Verdict.OPEN;
                trouble = Optional.of(judge.still(outcome));
            } else if (verdict == Verdict.OPEN && trouble.isEmpty() && tries >= TRIES && nobodyElse()) {
                verdict = dispatch.insisted() ? Verdict.RECIPIENTS : verdict;
                trouble = dispatch.insisted() ? trouble : Optional.of(judge.nobodyElse(outcome));
            }
            settled.add(Settled.judged(outcome, verdict, tries >= TRIES));
        }
        return new Heard(
                settled, trouble.isPresent() || others.isEmpty() ? trouble : trouble(load, others, probing, cut));
    }

    private Heard together(List<Outcome> outcomes) {
        return new Heard(
                outcomes.stream()
                        .map(o -> refused(o) ? Settled.refusedTogether(o) : Settled.of(o))
                        .toList(),
                Optional.empty());
    }

    private boolean nobodyElse() {
        return !batches.othersWait(dispatch.id());
    }

    private Optional<Trouble> trouble(Load load, List<Outcome> outcomes, boolean probing, boolean cut) {
        if (cut && !probing) {
            return relay.health().silent();
        }
        return itsOwn(load, outcomes)
                ? Optional.empty()
                : relay.health()
                        .after(outcomes)
                        .or(() -> probing ? relay.health().now(outcomes) : Optional.empty());
    }

    /** The trouble of a single mail, known to be that, is none of the relay's. */
    private static boolean itsOwn(Load load, List<Outcome> outcomes) {
        return load.setAside()
                && outcomes.stream().allMatch(o -> o instanceof Outcome.Deferred deferred && Settled.broken(deferred));
    }

    /** A refusal of what many were to get as one copy is nobody's, until it is repeated for each alone. */
    static boolean refusedTogether(List<Outcome> outcomes) {
        return outcomes.size() > 1 && outcomes.stream().anyMatch(Hearing::refused);
    }

    /** Refused for good when the relay had heard of the text. */
    static boolean refused(Outcome outcome) {
        Optional<Stage> stage = outcome instanceof Outcome.Rejected rejected
                ? Optional.of(rejected.stage())
                : outcome instanceof Outcome.Deferred deferred
                                && outcome.reply().filter(Reply::permanent).isPresent()
                        ? Optional.of(deferred.stage())
                        : Optional.empty();
        return stage.filter(s -> s == Stage.DATA || s == Stage.END).isPresent();
    }
}
