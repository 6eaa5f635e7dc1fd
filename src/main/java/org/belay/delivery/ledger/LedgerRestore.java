package org.belay.delivery.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.belay.delivery.batch.BatchClaims;
import org.belay.delivery.journal.AttemptOutcome;
import org.belay.delivery.journal.JournalReader;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Restores what a database that failed over has lost, from the journals. */
final class LedgerRestore {

    private final BatchClaims batches;
    private final DeliveryWriter writer;
    private final OutcomeStore outcomes;
    private final TransactionTemplate transaction;
    private final String node;
    private final String ownJournal;

    LedgerRestore(
            JdbcClient sql, OutcomeStore outcomes, TransactionTemplate transaction, String node, String ownJournal) {
        batches = new BatchClaims(sql);
        writer = new DeliveryWriter(sql);
        this.outcomes = outcomes;
        this.transaction = transaction;
        this.node = node;
        this.ownJournal = ownJournal;
    }

    /**
     * Restores attempts that the database has lost, with the outcomes from the journal, under their original numbers so
     * that a late reply finds them. Later attempts get other numbers.
     *
     * @return number of attempts whose recipient the database knows
     */
    int restore(
            List<JournalReader.EndOfDataEntry> lost,
            Function<JournalReader.EndOfDataEntry, AttemptOutcome> said,
            String journalId) {
        return transaction.execute(status -> {
            var answers = new ArrayList<OutcomeStore.OutcomeUpdate>();
            outcomes.reserveNumbers(
                    lost.stream().map(JournalReader.EndOfDataEntry::attempt).toList());
            lost.stream()
                    .sorted(Comparator.comparing((JournalReader.EndOfDataEntry dot) ->
                                    dot.dispatch().value()) // a correction's people depend on its notice
                            .thenComparing(dot -> dot.attempt().value()))
                    .forEach(dot -> {
                        batches.claimUnwritten(dot.dispatch(), dot.ordinal())
                                .ifPresent(batch -> writer.write(batch, node, ownJournal));
                        writer.writeMissing(dot.dispatch(), dot.ordinal());
                        outcomes.restoreAttempt(dot, node, journalId)
                                .ifPresent(attempt -> answers.add(
                                        new OutcomeStore.OutcomeUpdate(attempt, said.apply(dot), Duration.ZERO)));
                    });
            if (!answers.isEmpty()) {
                outcomes.recordRestored(answers);
            }
            return answers.size();
        });
    }
}
