package org.belay.delivery.batch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.belay.delivery.DeliveryId;
import org.belay.delivery.DispatchId;
import org.belay.delivery.FrozenVariant;
import org.belay.message.MessageTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads the deliveries of claimed batches: which are due, what their messages contain and when the pace allows them. */
@Repository
public class BatchDeliveries {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, String>> ATTRIBUTES = new TypeReference<>() {};

    /**
     * Condition of delivery {@code d}: it may be sent now, as far as its own row says. A first attempt and a retry
     * follow the pace as well. Only corrections are sent again when they are uncertain, or repaired.
     */
    public static final String DUE = """
            (d.state = 'PENDING' AND (d.retry_at IS NULL OR d.retry_at <= now())
             OR d.state = 'DEFERRED' AND d.retry_at <= now()
             OR d.state = 'IN_DOUBT' AND d.resend_at <= now()
             OR d.state IN ('IN_DOUBT', 'ACCEPTED') AND d.repair_at <= now())
            """;

    private final JdbcClient sql;

    public BatchDeliveries(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * Deliveries of a batch that are due, in the order of their ordinals. Attributes are read only where the message is
     * personal.
     */
    public List<DueRecipient> dueRecipients(ClaimedBatch batch) {
        return sql.sql("""
                SELECT d.id, d.ordinal, d.variant, r.address, r.name, d.attempts_before_repair > 0 AS repair,
                       d.state = 'DEFERRED' AS deferred,
                       CASE WHEN d.attempts > 1
                            THEN (SELECT count(*) FROM attempt a WHERE a.delivery = d.id AND a.stage IN ('BROKEN', 'FAILED'))
                            ELSE 0 END AS broken,
                       CASE WHEN d.attempts > 0
                            THEN (SELECT count(*) FROM attempt a WHERE a.delivery = d.id AND a.stage = 'POLICY')
                            ELSE 0 END AS refused,
                       CASE WHEN v.shared THEN NULL ELSE r.attributes::text END AS attributes
                  FROM delivery d
                  JOIN dispatch p ON p.id = d.dispatch
                  JOIN recipient r ON r.snapshot = p.snapshot AND r.ordinal = d.ordinal
                  LEFT JOIN variant v ON v.dispatch = d.dispatch AND v.number = d.variant
                 WHERE d.dispatch = :dispatch
                   AND d.ordinal >= :first
                   AND d.ordinal < :next
                   AND\s\
                """ + DUE + """
             ORDER BY d.ordinal
            """)
                .param("dispatch", batch.dispatch().value())
                .param("first", batch.first())
                .param("next", batch.end())
                .query(BatchDeliveries::dueRecipient)
                .list();
    }

    public static DueRecipient dueRecipient(ResultSet row, int n) throws SQLException {
        return new DueRecipient(
                new DeliveryId(row.getLong("id")),
                row.getInt("ordinal"),
                row.getInt("variant"),
                row.getString("address"),
                row.getString("name"),
                attributes(row.getString("attributes")),
                row.getBoolean("repair"),
                row.getInt("broken"),
                row.getBoolean("deferred"),
                row.getInt("refused"));
    }

    private static Map<String, String> attributes(String text) {
        return text == null ? Map.of() : JSON.readValue(text, ATTRIBUTES);
    }

    /**
     * Whether recipients are left to be offered that the relay has not yet refused for a reason that may concern the
     * sender.
     */
    public boolean hasOtherRecipients(DispatchId id) {
        return sql.sql("""
                SELECT EXISTS (
                    SELECT 1 FROM batch b JOIN dispatch p ON p.id = b.dispatch
                     WHERE b.dispatch = :id
                       AND b.closed_at IS NULL
                       AND (NOT b.written
                            OR EXISTS (SELECT 1 FROM delivery d
                                        WHERE d.dispatch = b.dispatch
                                          AND d.ordinal >= b.first_ordinal
                                          AND d.ordinal < b.first_ordinal + p.batch_size
                                          AND d.state IN ('PENDING', 'IN_FLIGHT', 'DEFERRED')
                                          AND NOT EXISTS (SELECT 1 FROM attempt a
                                                           WHERE a.delivery = d.id
                                                             AND (a.stage = 'POLICY'
                                                                  OR a.outcome IS NULL AND d.attempts > 1)))))
                """).param("id", id.value()).query(Boolean.class).single();
    }

    public List<VariantTemplateRow> variantTemplates(DispatchId id) {
        return sql.sql("""
                SELECT v.number, v.message_template, n.started_at
                  FROM variant v
                  JOIN dispatch p ON p.id = v.dispatch
                  LEFT JOIN dispatch n ON n.id = p.corrects
                 WHERE v.dispatch = :id
                """)
                .param("id", id.value())
                .query((row, n) -> new VariantTemplateRow(
                        row.getInt("number"),
                        row.getBytes("message_template"),
                        Optional.ofNullable(row.getTimestamp("started_at")).map(Timestamp::toInstant)))
                .list();
    }

    /** @param corrected when the notice that it corrects began to go out */
    public record VariantTemplateRow(int number, byte[] template, Optional<Instant> corrected) {
        public MessageTemplate thawed() {
            return FrozenVariant.thawed(template, corrected);
        }
    }

    /** Time until the pace allows the next of these deliveries; empty when none of them waits for the pace. */
    public Optional<Duration> untilPaced(ClaimedBatch batch, List<DeliveryId> deliveries) {
        return sql.sql("""
                SELECT (extract(epoch FROM min(paced_at(p, d.ordinal)) - clock_timestamp()) * 1000000)::bigint
                  FROM delivery d JOIN dispatch p ON p.id = d.dispatch
                 WHERE d.dispatch = :dispatch
                   AND d.ordinal >= :first
                   AND d.ordinal < :next
                   AND d.state = 'PENDING'
                   AND d.id = ANY(:deliveries)
                   AND d.retry_at IS NULL
                   AND p.pace > 0
                   AND p.state = 'SENDING'
                """)
                .param("dispatch", batch.dispatch().value())
                .param("first", batch.first())
                .param("next", batch.end())
                .param("deliveries", DeliveryId.values(deliveries))
                .query((row, n) -> Optional.ofNullable(row.getObject(1, Long.class))
                        .map(micros -> Duration.of(micros, ChronoUnit.MICROS)))
                .single();
    }
}
