package org.belay.delivery.ledger;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.belay.delivery.DeliveryId;
import org.belay.delivery.journal.AttemptId;
import org.belay.delivery.journal.AttemptOutcome;
import org.jspecify.annotations.Nullable;

/** SQL that writes outcomes. Recipients of a shared copy have one reply and are written as one range. */
final class OutcomeSql {

    /**
     * An acceptance makes a delivery ACCEPTED whatever its other attempts are; that is nearly every delivery, and it is
     * done here. A 2xx that was read is recorded over any outcome; any other reply replaces an uncertain outcome, or a "not sent"
     * without a reply. Rows are found by a list of ids instead of a join: PostgreSQL then walks along the index, where
     * a join would start anew for each row, and never scans the whole table.
     */
    private static final String WRITE = """
            WITH said AS (
                SELECT (:ids)[last - size + 1 : last] AS ids, outcome, stage, reply, end_of_data_by
                  FROM unnest(:sizes, :lasts, :outcomes, :stages, :replies, :endsOfDataBy::timestamptz[])
                       AS one(size, last, outcome, stage, reply, end_of_data_by)
            ), recorded AS (
                UPDATE attempt a
                   SET outcome = s.outcome, stage = s.stage, reply = s.reply, previous_outcome = a.outcome,
                       end_of_data_by = coalesce(s.end_of_data_by, CASE WHEN s.outcome = 'IN_DOUBT' THEN clock_timestamp() END),
                       outcome_at = clock_timestamp()
                  FROM said s
                 WHERE a.id = ANY (s.ids)
                   AND (a.outcome IS NULL
                        OR a.outcome = 'IN_DOUBT' AND s.outcome <> 'IN_DOUBT'
                        OR a.outcome <> 'ACCEPTED' AND s.outcome = 'ACCEPTED'
                        OR a.outcome = 'NOT_SENT' AND a.stage IS NULL AND s.stage IS NOT NULL)
                RETURNING a.id, a.delivery, a.outcome, a.previous_outcome, a.reply
            ), accepted AS (
                UPDATE delivery d
                   SET state = 'ACCEPTED', reply = s.reply, retry_at = NULL, resend_at = NULL, repair_at = NULL
                  FROM (SELECT reply, array_agg(delivery) AS ids FROM recorded WHERE outcome = 'ACCEPTED' GROUP BY reply) s
                 WHERE d.id = ANY (s.ids)
                RETURNING d.id, d.attempts_before_repair
            )
            SELECT id, delivery, outcome = 'ACCEPTED' AS accepted, outcome IN ('ACCEPTED', 'IN_DOUBT') AS may_have_it, previous_outcome,
                   delivery = ANY (ARRAY(SELECT id FROM accepted WHERE attempts_before_repair > 0)) AS repaired
              FROM recorded
            """;

    private OutcomeSql() {}

    /**
     * An attempt whose record has changed.
     *
     * @param mayHaveIt whether it is accepted or uncertain
     * @param before its earlier outcome; empty if it had none
     * @param repaired whether its delivery is a correction that is sent, or was sent, once more
     */
    record RecordedOutcome(
            AttemptId attempt,
            DeliveryId delivery,
            boolean accepted,
            boolean mayHaveIt,
            Optional<AttemptOutcome.Kind> previous,
            boolean repaired) {

        /** The same as if "not sent" had been on record, for an attempt that was made long before. */
        RecordedOutcome asLate() {
            return new RecordedOutcome(
                    attempt, delivery, accepted, mayHaveIt, Optional.of(AttemptOutcome.Kind.NOT_SENT), repaired);
        }

        /** Whether it is an acceptance that needs no further change. */
        boolean isPlainAcceptance() {
            return accepted && previous.isEmpty() && !repaired;
        }

        /** Whether a late acceptance, or a late uncertain outcome after a refusal, makes a correction due. */
        boolean owesCorrection() {
            return mayHaveIt && previous.isPresent();
        }
    }

    /**
     * Records outcomes and the state of accepted deliveries. {@link OutcomeStore#applyConsequences} must run in the same
     * transaction.
     *
     * @param answers each of a different attempt
     */
    static PipelinedQuery<RecordedOutcome> recordOutcomes(List<OutcomeStore.OutcomeUpdate> answers) {
        Map<OutcomeRow, List<Long>> attempts = answers.stream()
                .collect(groupingBy(
                        OutcomeRow::of,
                        LinkedHashMap::new,
                        mapping(answer -> answer.attempt().value(), toList())));
        return new PipelinedQuery<>(
                WRITE,
                Map.of(
                        "ids",
                        attempts.values().stream().flatMap(List::stream).toArray(Long[]::new),
                        "sizes",
                        attempts.values().stream().map(List::size).toArray(Integer[]::new),
                        "lasts",
                        lasts(attempts.values()),
                        "outcomes",
                        texts(attempts.keySet(), OutcomeRow::outcome),
                        "stages",
                        texts(attempts.keySet(), OutcomeRow::stage),
                        "replies",
                        texts(attempts.keySet(), OutcomeRow::reply),
                        "endsOfDataBy",
                        texts(attempts.keySet(), OutcomeRow::endOfDataBy)),
                (row, n) -> new RecordedOutcome(
                        new AttemptId(row.getLong("id")),
                        new DeliveryId(row.getLong("delivery")),
                        row.getBoolean("accepted"),
                        row.getBoolean("may_have_it"),
                        Optional.ofNullable(row.getString("previous_outcome")).map(AttemptOutcome.Kind::valueOf),
                        row.getBoolean("repaired")));
    }

    /** The columns of an outcome; null where there is no value. */
    private record OutcomeRow(
            String outcome,
            @Nullable String stage,
            @Nullable String reply,
            @Nullable String endOfDataBy) {

        static OutcomeRow of(OutcomeStore.OutcomeUpdate answer) {
            AttemptOutcome outcome = answer.outcome();
            return new OutcomeRow(
                    outcome.kind().name(),
                    outcome.stage().orElse(null),
                    outcome.reply().map(OutcomeSql::printable).orElse(null),
                    outcome.endOfDataBy().map(Instant::toString).orElse(null));
        }
    }

    /** The text type of PostgreSQL has no NUL, but a relay may have sent one. */
    private static String printable(String reply) {
        return reply.replace('\0', ' ');
    }

    private static Integer[] lasts(Collection<List<Long>> ranges) {
        var lasts = new ArrayList<Integer>(ranges.size());
        int last = 0;
        for (List<Long> range : ranges) {
            last += range.size();
            lasts.add(last);
        }
        return lasts.toArray(Integer[]::new);
    }

    private static String[] texts(Collection<OutcomeRow> said, Function<OutcomeRow, String> part) {
        return said.stream().map(part).toArray(String[]::new);
    }
}
