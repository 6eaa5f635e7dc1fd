package org.belay.delivery.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.belay.delivery.DeliveryId;
import org.belay.delivery.DispatchId;
import org.belay.delivery.batch.BatchClaims;
import org.belay.delivery.batch.ClaimedBatch;
import org.belay.delivery.batch.RecipientSkips;
import org.belay.delivery.cluster.ClusterNode;
import org.belay.delivery.journal.AttemptId;
import org.belay.delivery.journal.AttemptOutcome;
import org.belay.delivery.journal.DeliveryJournal;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Records an outcome for attempts that have none and that this process does not remember, and skips recipients that need no
 * mail after these outcomes.
 */
final class OrphanedAttempts {

    /**
     * Time to wait before correcting an uncertain notice, so that the notice cannot arrive after its correction
     * (docs/promises.md, I1).
     */
    private static final Duration CORRECTION_DELAY = Duration.ofSeconds(30);

    private final BatchClaims batches;
    private final RecipientSkips skips;
    private final OpenAttemptStore attempts;
    private final ClusterNode node;
    private final DeliveryJournal journal;
    private final Set<AttemptId> remembered;
    private final Consumer<List<OutcomeStore.OutcomeUpdate>> record;

    /**
     * @param remembered attempts of this process whose outcome is not recorded yet
     * @param record records outcomes in one transaction
     */
    OrphanedAttempts(
            JdbcClient sql,
            OpenAttemptStore attempts,
            ClusterNode node,
            DeliveryJournal journal,
            Set<AttemptId> remembered,
            Consumer<List<OutcomeStore.OutcomeUpdate>> record) {
        batches = new BatchClaims(sql);
        skips = new RecipientSkips(sql);
        this.attempts = attempts;
        this.node = node;
        this.journal = journal;
        this.remembered = remembered;
        this.record = record;
    }

    /**
     * Records outcomes of the orphaned attempts of a dispatch.
     *
     * @return whether any of its attempts was open
     */
    boolean recordOutcomes(DispatchId dispatch, boolean takenBack) {
        Set<AttemptId> ours = Set.copyOf(remembered);
        List<OpenAttemptStore.OpenAttempt> open = attempts.openAttempts(dispatch);
        recordOutcomes(open, ours, takenBack);
        return !open.isEmpty();
    }

    /**
     * Takes over a batch that another worker has worked on: records outcomes of its orphaned attempts, and of those of the statements that
     * it corrects, then skips recipients who must not get it: those suppressed from a notice, and those of a correction
     * who certainly have no notice. Once a notice is taken back, its own attempts whose end of data is 30 s old count
     * as uncertain too; the worker still waits for the reply, and a later reply is recorded.
     */
    void takeOver(ClaimedBatch batch) {
        Set<AttemptId> ours = Set.copyOf(remembered);
        recordOutcomes(attempts.openAttempts(batch.dispatch(), batch.first(), batch.end()), ours, false);
        if (batch.corrects().isEmpty()) {
            skips.skipSuppressed(batch.dispatch(), batch.first(), batch.end());
            return;
        }
        List<OpenAttemptStore.OpenAttempt> earlier = batch.changes().stream()
                .flatMap(one -> attempts.openAttempts(one, batch.first(), batch.end()).stream())
                .toList();
        recordOutcomes(earlier, ours, true);
        skips.skipWithoutNotice(batch);
    }

    /**
     * Records outcomes of orphaned attempts: those that this living process does not remember. Those of a dead predecessor
     * get one at once where no other process can exist; any other (of a dead node, or with a lost answer to COMMIT)
     * after its deadline by the clock of the database.
     *
     * @param before what this process remembered before {@code open} was read: an uncertain outcome that is recorded and forgotten
     *     in between must not be taken for an attempt that was not sent. What it remembers now counts too, because an
     *     attempt may have been made in between
     */
    private void recordOutcomes(List<OpenAttemptStore.OpenAttempt> open, Set<AttemptId> before, boolean takenBack) {
        if (open.isEmpty()) {
            return;
        }
        Instant now = batches.databaseTime();
        var foreign = new ArrayList<OpenAttemptStore.OpenAttempt>();
        var ripened = new ArrayList<OpenAttemptStore.OpenAttempt>();
        for (OpenAttemptStore.OpenAttempt one : open) {
            boolean leftByPredecessor = node.isSoleProcess() && one.markedAt().isBefore(node.startedAt());
            boolean ours = before.contains(one.attempt()) || remembered.contains(one.attempt());
            if (!ours && (leftByPredecessor || now.isAfter(expiresAt(one)))) {
                foreign.add(one);
            } else if (takenBack && now.isAfter(expiresAt(one).plus(CORRECTION_DELAY))) {
                ripened.add(one);
            }
        }
        var outcomes = new ArrayList<OutcomeStore.OutcomeUpdate>();
        Map<AttemptId, AttemptOutcome> fromJournal = fromJournal(foreign);
        foreign.forEach(one -> outcomes.add(new OutcomeStore.OutcomeUpdate(
                one.attempt(), fromJournal.getOrDefault(one.attempt(), unknown(one, now)), Duration.ZERO)));
        ripened.forEach(
                one -> outcomes.add(new OutcomeStore.OutcomeUpdate(one.attempt(), unknown(one, now), Duration.ZERO)));
        record.accept(outcomes);
    }

    /**
     * Replaces uncertain outcomes of attempts that this process certainly did not send: the COMMIT of the attempt had no
     * answer, and another node recorded the outcome while this one was frozen or had no database.
     *
     * @param deliveries whose COMMIT had no answer
     */
    void correctUncertain(Set<DeliveryId> deliveries) {
        if (deliveries.isEmpty()) {
            return;
        }
        Set<AttemptId> uncertain = attempts.uncertainAttempts(deliveries, journal.id()).stream()
                .filter(attempt -> !remembered.contains(attempt))
                .collect(Collectors.toSet());
        if (!uncertain.isEmpty()) {
            record.accept(journal.outcomesOf(uncertain).entrySet().stream()
                    .filter(one -> one.getValue().kind() == AttemptOutcome.Kind.NOT_SENT)
                    .map(one -> new OutcomeStore.OutcomeUpdate(one.getKey(), one.getValue(), Duration.ZERO))
                    .toList());
        }
    }

    private static Instant expiresAt(OpenAttemptStore.OpenAttempt one) {
        return one.markedAt().plus(MarkedAttempts.DEADLINE).plus(MarkedAttempts.CLOCK_MARGIN);
    }

    private static AttemptOutcome unknown(OpenAttemptStore.OpenAttempt one, Instant now) {
        return AttemptOutcome.unresolved(
                "No reply is on record; the relay may have accepted it",
                now.isAfter(expiresAt(one)) ? expiresAt(one) : now);
    }

    /**
     * What the journal of this process says of its own attempts that it does not remember. Usually their COMMIT had no
     * answer and they were never sent: then there is no line. If the database lost an outcome, there is one.
     */
    private Map<AttemptId, AttemptOutcome> fromJournal(List<OpenAttemptStore.OpenAttempt> foreign) {
        Set<AttemptId> own = foreign.stream()
                .filter(one -> journal.id().equals(one.journalId()))
                .map(OpenAttemptStore.OpenAttempt::attempt)
                .collect(Collectors.toSet());
        return own.isEmpty() ? Map.of() : journal.outcomesOf(own);
    }
}
