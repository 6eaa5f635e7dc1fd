package org.belay.delivery.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.belay.delivery.journal.AnsweredAttempt;
import org.belay.delivery.journal.AttemptOutcome;
import org.belay.delivery.ledger.DeliveryLedger;
import org.belay.delivery.ledger.MarkedAttempts;
import org.belay.delivery.ledger.PendingMark;
import org.belay.delivery.relay.OpenConnection;
import org.belay.smtp.RecipientOutcome;
import org.belay.smtp.SmtpTransaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Offers transactions on an open connection, and records what comes of their attempts. */
final class OfferRunner {

    private static final Logger log = LoggerFactory.getLogger(OfferRunner.class);

    private final DeliveryLedger ledger;
    private final OutcomeEvaluator evaluator;
    private final WorkerHandover handover;
    private final OpenAttempts open;
    private Duration lastDialogue = Duration.ZERO;
    private CompletableFuture<?> recorded = CompletableFuture.completedFuture(null);

    OfferRunner(DeliveryLedger ledger, OutcomeEvaluator evaluator, WorkerHandover handover, OpenAttempts open) {
        this.ledger = ledger;
        this.evaluator = evaluator;
        this.handover = handover;
        this.open = open;
    }

    /**
     * Offers a transaction and records its outcomes.
     *
     * @return empty if Belay failed in between, or held the transaction back
     * @throws PendingMark.MarkFailed if nothing is known to be marked; then nothing was sent
     */
    Optional<OfferResult> offer(OpenConnection connection, TransactionOffer now, boolean probing) {
        List<RecipientOutcome> outcomes;
        long began = System.nanoTime();
        Optional<SmtpTransaction> next = handover.next().flatMap(TransactionOffer::transaction);
        try {
            outcomes = handover.await(
                    Optional.of(now), () -> connection.offer(now.transaction().orElseThrow(), next));
        } catch (PendingMark.MarkFailed e) {
            throw e;
        } catch (RuntimeException | Error e) {
            failed(now.marking().await(), now.gate(), e);
            return Optional.empty();
        }
        lastDialogue = Duration.ofNanos(System.nanoTime() - began);
        MarkedAttempts marked = now.marking().await();
        if (marked.markers().size() != outcomes.size()) {
            return Optional.empty(); // it was not marked and therefore held back
        }
        OutcomeEvaluator.EvaluatedOutcomes heard =
                evaluator.evaluate(now.load(), outcomes, began, probing, handover.wasCut());
        record(marked, heard.outcomes());
        return Optional.of(new OfferResult(now.load(), outcomes, heard));
    }

    Duration lastDialogue() {
        return lastDialogue;
    }

    /**
     * Without an outcome it would stay in flight for as long as this process lives, because the process remembers its
     * attempt.
     */
    void failed(MarkedAttempts marked, AttemptGate gate, Throwable e) {
        log.error(
                "A transaction of dispatch {} failed inside Belay: {} at {}",
                marked.batch().dispatch().value(),
                e.getClass().getName(), // not its message, which may contain an address
                e.getStackTrace().length == 0 ? "-" : e.getStackTrace()[0]);
        record(marked, forEach(marked, gate.outcomeAfter(e)));
        if (e instanceof Error error) {
            throw error;
        }
    }

    /** Records attempts as not sent. */
    void giveBack(MarkedAttempts marked) {
        record(marked, forEach(marked, AttemptOutcome.notSent()));
    }

    /** Records an outcome for each attempt that has none. */
    void recordRest() {
        open.recordRest(this::record);
    }

    /** Releasing a batch reads the recorded outcomes, so wait for them. */
    void untilRecorded() {
        try {
            recorded.join();
        } catch (CompletionException notWritten) {
            // set aside by the committer, or Belay ends while the database is away; the journal has it
        }
    }

    private static List<AttemptOutcome> forEach(MarkedAttempts marked, AttemptOutcome outcome) {
        return marked.markers().stream().map(marker -> outcome).toList();
    }

    private void record(MarkedAttempts marked, List<AttemptOutcome> outcomes) {
        var answers = new ArrayList<AnsweredAttempt>(outcomes.size());
        for (int i = 0; i < outcomes.size(); i++) {
            answers.add(new AnsweredAttempt(marked.markers().get(i), outcomes.get(i)));
        }
        if (!answers.isEmpty()) {
            record(answers);
        }
    }

    private void record(List<AnsweredAttempt> answers) {
        recorded = ledger.record(answers);
        open.remove(answers);
    }
}
