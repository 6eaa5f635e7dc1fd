package org.belay.delivery.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.belay.delivery.Dispatch;
import org.belay.delivery.batch.BatchDeliveries;
import org.belay.delivery.journal.AttemptOutcome;
import org.belay.delivery.relay.Relay;
import org.belay.delivery.reply.PauseReason;
import org.belay.delivery.reply.RefusalEvaluator;
import org.belay.delivery.reply.RefusalEvaluator.RefusalVerdict;
import org.belay.smtp.RecipientOutcome;
import org.belay.smtp.SmtpStage;
import org.belay.smtp.wire.SmtpReply;

/** Decides what the outcomes of one transaction mean for its recipients and for their dispatch. */
final class OutcomeEvaluator {

    /** After this many tries, a refusal by a rule of the relay counts as the recipient's. */
    private static final int MAX_TRIES = 3;

    private final Dispatch dispatch;
    private final Relay relay;
    private final RefusalEvaluator judge;
    private final BatchDeliveries deliveries;

    OutcomeEvaluator(Dispatch dispatch, Relay relay, RefusalEvaluator judge, BatchDeliveries deliveries) {
        this.dispatch = dispatch;
        this.relay = relay;
        this.judge = judge;
        this.deliveries = deliveries;
    }

    /**
     * @param outcomes outcome to record of each recipient, in the order of the recipients
     * @param trouble reason for the dispatch to pause
     */
    record EvaluatedOutcomes(List<AttemptOutcome> outcomes, Optional<PauseReason> trouble) {}

    /**
     * @param began when the offer began, by the monotonic clock
     * @param probing whether this was a probe, so that one reply about the relay or the sender is enough
     * @param cut whether Belay aborted the dialogue because the relay was silent; dialogues aborted together count as
     *     one trouble
     */
    EvaluatedOutcomes evaluate(
            TransactionRecipients load, List<RecipientOutcome> outcomes, long began, boolean probing, boolean cut) {
        if (isSharedRefusal(outcomes)) {
            return together(outcomes);
        }
        List<Long> recipients =
                load.people().stream().map(person -> person.id().value()).toList();
        RefusalEvaluator.EvaluatedRefusals judged = judge.evaluate(recipients, outcomes, began, System.nanoTime());
        var recorded = new ArrayList<AttemptOutcome>();
        var others = new ArrayList<RecipientOutcome>();
        Optional<PauseReason> trouble = judged.trouble();
        for (int i = 0; i < outcomes.size(); i++) {
            RecipientOutcome outcome = outcomes.get(i);
            RefusalVerdict verdict = judged.verdicts().get(i);
            int tries = load.people().get(i).refused() + 1;
            if (verdict == RefusalVerdict.AS_REPORTED) {
                others.add(outcome);
            } else if (probing && trouble.isEmpty()) {
                verdict = RefusalVerdict.UNDECIDED;
                trouble = Optional.of(judge.probeRefused(outcome));
            } else if (verdict == RefusalVerdict.UNDECIDED && trouble.isEmpty() && tries >= MAX_TRIES && noneLeft()) {
                verdict = dispatch.resumedByPerson() ? RefusalVerdict.RECIPIENT_RULE : verdict;
                trouble = dispatch.resumedByPerson() ? trouble : Optional.of(judge.lastRecipientsRefused(outcome));
            }
            recorded.add(AttemptOutcome.judged(outcome, verdict, tries >= MAX_TRIES));
        }
        return new EvaluatedOutcomes(
                recorded, trouble.isPresent() || others.isEmpty() ? trouble : trouble(load, others, probing, cut));
    }

    private EvaluatedOutcomes together(List<RecipientOutcome> outcomes) {
        return new EvaluatedOutcomes(
                outcomes.stream()
                        .map(o -> isRefused(o) ? AttemptOutcome.refusedTogether(o) : AttemptOutcome.of(o))
                        .toList(),
                Optional.empty());
    }

    private boolean noneLeft() {
        return !deliveries.hasOtherRecipients(dispatch.id());
    }

    private Optional<PauseReason> trouble(
            TransactionRecipients load, List<RecipientOutcome> outcomes, boolean probing, boolean cut) {
        if (cut && !probing) {
            return relay.health().recordSilence();
        }
        return onlyThisMail(load, outcomes)
                ? Optional.empty()
                : relay.health()
                        .recordOutcomes(outcomes)
                        .or(() -> probing ? relay.health().probeResult(outcomes) : Optional.empty());
    }

    /** A connection that breaks with a recipient who is set aside says nothing about the relay. */
    private static boolean onlyThisMail(TransactionRecipients load, List<RecipientOutcome> outcomes) {
        return load.isSetAside()
                && outcomes.stream()
                        .allMatch(o ->
                                o instanceof RecipientOutcome.Deferred deferred && AttemptOutcome.isBroken(deferred));
    }

    /** A refused shared copy is not a refusal of any recipient until it is repeated for each alone. */
    static boolean isSharedRefusal(List<RecipientOutcome> outcomes) {
        return outcomes.size() > 1 && outcomes.stream().anyMatch(OutcomeEvaluator::isRefused);
    }

    /** Refused permanently at DATA or at the end of data. */
    static boolean isRefused(RecipientOutcome outcome) {
        Optional<SmtpStage> stage = outcome instanceof RecipientOutcome.Rejected rejected
                ? Optional.of(rejected.stage())
                : outcome instanceof RecipientOutcome.Deferred deferred
                                && outcome.reply().filter(SmtpReply::permanent).isPresent()
                        ? Optional.of(deferred.stage())
                        : Optional.empty();
        return stage.filter(s -> s == SmtpStage.DATA || s == SmtpStage.END).isPresent();
    }
}
