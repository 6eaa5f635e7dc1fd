package org.belay.delivery;

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

/** The SQL that writes what the relay answered. Many had one copy and so one answer; those are written in one stretch. */
final class OutcomeSql {

    /**
     * One acceptance makes a delivery ACCEPTED, whatever its other attempts say; that is nearly every delivery, and done here. A 2xx that was
     * read is recorded whatever the attempt was settled as; any other reply replaces a doubt, or a "not sent" that was no reply. Rows are found
     * by a list of ids, not by joining with one: PostgreSQL walks along the index then, where it would begin anew for each, and never through
     * all of it.
     */
    private static final String WRITE = """
            WITH said AS (
                SELECT (:ids)[last - size + 1 : last] AS ids, outcome, stage, reply, dot_by
                  FROM unnest(:sizes, :lasts, :outcomes, :stages, :replies, :dotBys::timestamptz[])
                       AS one(size, last, outcome, stage, reply, dot_by)
            ), settled AS (
                UPDATE attempt a
                   SET outcome = s.outcome, stage = s.stage, reply = s.reply, previous_outcome = a.outcome,
                       dot_by = coalesce(s.dot_by, CASE WHEN s.outcome = 'IN_DOUBT' THEN clock_timestamp() END),
                       settled_at = clock_timestamp()
                  FROM said s
                 WHERE a.id = ANY (s.ids)
                   AND (a.outcome IS NULL
                        OR a.outcome = 'IN_DOUBT' AND s.outcome <> 'IN_DOUBT'
                        OR a.outcome <> 'ACCEPTED' AND s.outcome = 'ACCEPTED'
                        OR a.outcome = 'NOT_SENT' AND a.stage IS NULL AND s.stage IS NOT NULL)
                RETURNING a.id, a.delivery, a.outcome, a.previous_outcome, a.reply
            ), accepted AS (
                UPDATE delivery d
                   SET state = 'ACCEPTED', reply = s.reply, due = NULL
                  FROM (SELECT reply, array_agg(delivery) AS ids FROM settled WHERE outcome = 'ACCEPTED' GROUP BY reply) s
                 WHERE d.id = ANY (s.ids)
                RETURNING d.id, d.repairs
            )
            SELECT id, delivery, outcome = 'ACCEPTED' AS accepted, outcome IN ('ACCEPTED', 'IN_DOUBT') AS may_have_it, previous_outcome,
                   delivery = ANY (ARRAY(SELECT id FROM accepted WHERE repairs > 0)) AS repaired
              FROM settled
            """;

    private OutcomeSql() {}

    /**
     * An attempt whose outcome is news.
     *
     * @param mayHaveIt accepted or in doubt
     * @param before what it was settled as before; empty: nothing
     * @param repaired its delivery is a correction that goes, or went, once more
     */
    record News(
            AttemptId attempt,
            DeliveryId delivery,
            boolean accepted,
            boolean mayHaveIt,
            Optional<Settled.Kind> before,
            boolean repaired) {

        /** The same, where nothing was on record although the attempt had been made long before. */
        News late() {
            return new News(attempt, delivery, accepted, mayHaveIt, Optional.of(Settled.Kind.NOT_SENT), repaired);
        }

        /** An acceptance from which nothing follows. */
        boolean mereAcceptance() {
            return accepted && before.isEmpty() && !repaired;
        }

        /** After a definite refusal or a doubt it turns out that the relay took it; or after a refusal, that it may have. */
        boolean owesCorrection() {
            return mayHaveIt && before.isPresent();
        }
    }

    /**
     * Writes outcomes and, of those accepted, the state. {@link OutcomeStore#follow} must follow in the same transaction.
     *
     * @param answers each of another attempt
     */
    static Question<News> news(List<OutcomeStore.Answer> answers) {
        Map<Said, List<Long>> attempts = answers.stream()
                .collect(groupingBy(
                        Said::of,
                        LinkedHashMap::new,
                        mapping(answer -> answer.attempt().value(), toList())));
        return new Question<>(
                WRITE,
                Map.of(
                        "ids",
                        attempts.values().stream().flatMap(List::stream).toArray(Long[]::new),
                        "sizes",
                        attempts.values().stream().map(List::size).toArray(Integer[]::new),
                        "lasts",
                        lasts(attempts.values()),
                        "outcomes",
                        texts(attempts.keySet(), Said::outcome),
                        "stages",
                        texts(attempts.keySet(), Said::stage),
                        "replies",
                        texts(attempts.keySet(), Said::reply),
                        "dotBys",
                        texts(attempts.keySet(), Said::dotBy)),
                (row, n) -> new News(
                        new AttemptId(row.getLong("id")),
                        new DeliveryId(row.getLong("delivery")),
                        row.getBoolean("accepted"),
                        row.getBoolean("may_have_it"),
                        Optional.ofNullable(row.getString("previous_outcome")).map(Settled.Kind::valueOf),
                        row.getBoolean("repaired")));
    }

    /** What is written of an answer; null where there is nothing. */
    private record Said(String outcome, String stage, String reply, String dotBy) {

        static Said of(OutcomeStore.Answer answer) {
            Settled settled = answer.settled();
            return new Said(
                    settled.outcome().name(),
                    settled.stage().orElse(null),
                    settled.reply().map(OutcomeSql::printable).orElse(null),
                    settled.dotBy().map(Instant::toString).orElse(null));
        }
    }

    /** PostgreSQL's text has no NUL; a relay may have sent one. */
    private static String printable(String reply) {
        return reply.replace('\0', ' ');
    }

    private static Integer[] lasts(Collection<List<Long>> stretches) {
        var lasts = new ArrayList<Integer>(stretches.size());
        int last = 0;
        for (List<Long> stretch : stretches) {
            last += stretch.size();
            lasts.add(last);
        }
        return lasts.toArray(Integer[]::new);
    }

    private static String[] texts(Collection<Said> said, Function<Said, String> part) {
        return said.stream().map(part).toArray(String[]::new);
    }
}
