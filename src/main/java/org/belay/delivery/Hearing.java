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

/** Decides what the outcomes of one transaction mean for its recipients and for their dispatch. */
final class Hearing {

    /** After this many tries, a refusal by a rule of the relay counts as the recipient's. */
    private static final int MAX_TRIES = 3;

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
     * @param settled outcome to record of each recipient, in the order of the outcomes
     * @param trouble reason for the dispatch to pause
     */
    record Heard(List<Settled> settled, Optional<Trouble> trouble) {}

    /**
     * @param began when the offer began, by the monotonic clock
     * @param probing whether this was a probe, so that one reply about the relay or the sender is enough
     * @param cut whether Belay aborted the dialogue because the relay was silent; dialogues aborted together count as
     *     one trouble
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
            } else if (verdict == Verdict.OPEN && trouble.isEmpty() && tries >= MAX_TRIES && noneLeft()) {
                verdict = dispatch.insisted() ? Verdict.RECIPIENTS : verdict;
                trouble = dispatch.insisted() ? trouble : Optional.of(judge.nobodyElse(outcome));
            }
            settled.add(Settled.judged(outcome, verdict, tries >= MAX_TRIES));
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

    private boolean noneLeft() {
        return !batches.othersWait(dispatch.id());
    }

    private Optional<Trouble> trouble(Load load, List<Outcome> outcomes, boolean probing, boolean cut) {
        if (cut && !probing) {
            return relay.health().silent();
        }
        return onlyThisMail(load, outcomes)
                ? Optional.empty()
                : relay.health()
                        .after(outcomes)
                        .or(() -> probing ? relay.health().now(outcomes) : Optional.empty());
    }

    /** A connection that breaks with a recipient who is set aside says nothing about the relay. */
    private static boolean onlyThisMail(Load load, List<Outcome> outcomes) {
        return load.setAside()
                && outcomes.stream().allMatch(o -> o instanceof Outcome.Deferred deferred && Settled.broken(deferred));
    }

    /** A refused shared copy is not a refusal of any recipient until it is repeated for each alone. */
    static boolean refusedTogether(List<Outcome> outcomes) {
        return outcomes.size() > 1 && outcomes.stream().anyMatch(Hearing::refused);
    }

    /** Refused permanently at DATA or at the end of data. */
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
