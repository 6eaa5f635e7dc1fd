package org.belay.delivery.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.belay.delivery.DeliveryId;
import org.belay.delivery.batch.BatchReopener;
import org.belay.delivery.journal.AttemptId;
import org.belay.delivery.journal.AttemptOutcome;
import org.belay.delivery.journal.JournalReader;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Records outcomes of attempts, and what follows from them for deliveries, batches and corrections.
 * Attempts are locked before deliveries everywhere, so that two transactions that record outcomes of one delivery wait
 * for each other and the later one sees both.
 */
@Repository
public class OutcomeStore {

    private final JdbcClient sql;
    private final DeliveryStates states;
    private final BatchReopener reopening;
    private final OwedCorrections owed;

    OutcomeStore(JdbcClient sql, ApplicationEventPublisher events) {
        this.sql = sql;
        states = new DeliveryStates(sql);
        reopening = new BatchReopener(sql, events);
        owed = new OwedCorrections(sql);
    }

    /** An outcome to record. */
    public record OutcomeUpdate(AttemptId attempt, AttemptOutcome outcome, Duration retryAfter) {

        boolean accepted() {
            return outcome.kind() == AttemptOutcome.Kind.ACCEPTED;
        }
    }

    /**
     * Records outcomes by attempt, whichever process owns the batch. A reply that was read is always recorded.
     *
     * @return the attempts whose record has changed
     */
    List<AttemptId> record(List<OutcomeUpdate> answers) {
        return applyConsequences(OutcomeSql.recordOutcomes(answers).run(sql), answers);
    }

    /**
     * The same for restored attempts: in between, a correction may have been written or sent without their recipients.
     */
    void recordRestored(List<OutcomeUpdate> answers) {
        List<OutcomeSql.RecordedOutcome> news =
                OutcomeSql.recordOutcomes(answers).run(sql);
        applyConsequences(news.stream().map(OutcomeSql.RecordedOutcome::asLate).toList(), answers);
    }

    /** Applies the consequences of outcomes that {@link OutcomeSql} has written; plain acceptances have none. */
    List<AttemptId> applyConsequences(List<OutcomeSql.RecordedOutcome> news, List<OutcomeUpdate> answers) {
        List<OutcomeSql.RecordedOutcome> more =
                news.stream().filter(n -> !n.isPlainAcceptance()).toList();
        if (!more.isEmpty()) {
            List<DeliveryId> owing = deliveries(more, OutcomeSql.RecordedOutcome::owesCorrection);
            reopening.lock(deliveries(more, n -> true), owing);
            states.derive(
                    more.stream().filter(n -> !n.accepted() || n.repaired()).toList(), answers);
            reopening.resetCounts(deliveries(more, n -> n.previous().isPresent()));
            var due = new ArrayList<>(deliveries(more, n -> true));
            due.addAll(owed.releaseOwed(owing, deliveries(more, n -> n.owesCorrection() && n.accepted())));
            reopening.reopen(due);
        }
        return news.stream().map(OutcomeSql.RecordedOutcome::attempt).toList();
    }

    private static List<DeliveryId> deliveries(
            List<OutcomeSql.RecordedOutcome> news, Predicate<OutcomeSql.RecordedOutcome> which) {
        return news.stream()
                .filter(which)
                .map(OutcomeSql.RecordedOutcome::delivery)
                .distinct()
                .toList();
    }

    /**
     * Restores an attempt that the database has lost, under its number if that is free; empty if the database does not
     * know the recipient.
     */
    Optional<AttemptId> restoreAttempt(JournalReader.EndOfDataEntry dot, String node, String journalId) {
        return sql.sql("""
                WITH sent AS (
                    UPDATE delivery
                       SET state = 'IN_FLIGHT', attempts = attempts + 1, message_date = coalesce(message_date, :at::timestamptz),
                           retry_at = NULL, resend_at = NULL, repair_at = NULL
                     WHERE dispatch = :dispatch
                       AND ordinal = :ordinal
                    RETURNING id, attempts
                )
                INSERT INTO attempt (id, delivery, number, epoch, node, journal, marked_at) OVERRIDING SYSTEM VALUE
                SELECT CASE WHEN EXISTS (SELECT 1 FROM attempt a WHERE a.id = :attempt) THEN nextval('attempt_id_seq') ELSE :attempt END,
                       id, attempts, 0, :node, :journal, :at::timestamptz
                  FROM sent
                RETURNING id
                """)
                .param("at", dot.at().toString())
                .param("attempt", dot.attempt().value())
                .param("dispatch", dot.dispatch().value())
                .param("ordinal", dot.ordinal())
                .param("node", node)
                .param("journal", journalId)
                .query((row, n) -> new AttemptId(row.getLong(1)))
                .optional();
    }

    /** No later attempt gets one of these numbers. */
    void reserveNumbers(Collection<AttemptId> attempts) {
        sql.sql("""
                SELECT setval(pg_get_serial_sequence('attempt', 'id'),
                              greatest(:highest, (SELECT max(id) FROM attempt), (SELECT last_value FROM attempt_id_seq)))
                """)
                .param(
                        "highest",
                        attempts.stream().mapToLong(AttemptId::value).max().orElse(0))
                .query((row, n) -> true)
                .single();
    }
}
