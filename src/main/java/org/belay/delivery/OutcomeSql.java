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
import java.util.function.Function;

/** The SQL that writes what the relay answered. Many had one copy and so one answer; those are written in one stretch. */
final class OutcomeSql {

    /**
     * Whoever is accepted once is accepted, whatever other attempts say; that is nearly everybody, and done here. Rows are found by a list of
     * ids, not by joining with one: PostgreSQL walks along the index then, where it would begin anew for each, and never through all of it.
     */
    private static final String WRITE = """
            WITH said AS (
                SELECT (:ids)[last - size + 1 : last] AS ids, outcome, stage, reply, dot_by
                  FROM unnest(:sizes, :lasts, :outcomes, :stages, :replies, :dotBys::timestamptz[])
                       AS one(size, last, outcome, stage, reply, dot_by)
            ), settled AS (
                UPDATE attempt a
                   SET outcome = s.outcome, stage = s.stage, reply = s.reply,
                       dot_by = coalesce(s.dot_by, CASE WHEN s.outcome = 'IN_DOUBT' THEN clock_timestamp() END),
                       settled_at = clock_timestamp()
                  FROM said s
                 WHERE a.id = ANY (s.ids)
                   AND (a.outcome IS NULL OR a.outcome = 'IN_DOUBT' AND s.outcome <> 'IN_DOUBT')
                RETURNING a.id, a.delivery, new.outcome = 'ACCEPTED' AS accepted, old.outcome IS NOT NULL AS was_doubt,
                          a.reply
            ), accepted AS (
                UPDATE delivery d
                   SET state = 'ACCEPTED', reply = s.reply, due = NULL
                  FROM (SELECT reply, array_agg(delivery) AS ids FROM settled WHERE accepted GROUP BY reply) s
                 WHERE d.id = ANY (s.ids)
            )
            SELECT id, delivery, accepted, was_doubt FROM settled
            """;

    private OutcomeSql() {}

    /** An attempt that had no outcome before, or a doubt. */
    record News(AttemptId attempt, DeliveryId delivery, boolean accepted, boolean wasDoubt) {}

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
                        row.getBoolean("was_doubt")));
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
