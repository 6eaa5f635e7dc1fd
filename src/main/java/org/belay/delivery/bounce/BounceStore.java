package org.belay.delivery.bounce;

import java.sql.Timestamp;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.belay.address.EmailAddress;
import org.belay.delivery.Bounce;
import org.belay.delivery.DeliveryId;
import org.belay.delivery.DispatchId;
import org.belay.delivery.dispatch.MessageIdentifiers;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of bounces, and of finding the delivery that a report is about. */
@Repository
public class BounceStore {

    private static final RowMapper<SentDelivery> SENT = (row, n) -> new SentDelivery(
            new DeliveryId(row.getLong("id")),
            new DispatchId(row.getLong("dispatch")),
            row.getInt("ordinal"),
            row.getString("address"));

    /** Recipients of a range that may have received a mail: an attempt is committed before its end of data. */
    private static final String SENT_TO = """
            SELECT d.id, d.dispatch, d.ordinal, r.address
              FROM dispatch p
              JOIN recipient r ON r.snapshot = p.snapshot
              JOIN delivery d ON d.dispatch = p.id AND d.ordinal = r.ordinal
             WHERE p.id = :dispatch
               AND r.ordinal >= :first
               AND r.ordinal < :next
               AND d.attempts > 0
            """;

    private final JdbcClient sql;
    private final Map<String, NamedDispatch> byName = new ConcurrentHashMap<>();

    public BounceStore(JdbcClient sql) {
        this.sql = sql;
    }

    /** A dispatch, and the token that signs the identifiers of its mails. */
    record NamedDispatch(DispatchId id, String token, int people) {}

    Optional<String> token(DispatchId id) {
        return sql.sql("SELECT token FROM dispatch WHERE id = :id")
                .param("id", id.value())
                .query(String.class)
                .optional();
    }

    /**
     * Finds dispatches by the first part of their mails' identifiers. That part is derived from the dispatch's token,
     * so it can be compared but not looked up: when a name is unknown, the tokens of all started dispatches are read
     * once and cached.
     */
    Map<String, NamedDispatch> byName(Set<String> names) {
        if (!byName.keySet().containsAll(names)) {
            sql.sql("SELECT id, token, people FROM dispatch WHERE started_at IS NOT NULL")
                    .query((row, n) -> new NamedDispatch(
                            new DispatchId(row.getLong("id")), row.getString("token"), row.getInt("people")))
                    .list()
                    .forEach(dispatch -> byName.put(new MessageIdentifiers(dispatch.token()).dispatch(), dispatch));
        }
        return names.stream().filter(byName::containsKey).collect(Collectors.toMap(name -> name, byName::get));
    }

    Optional<SentDelivery> findByAddress(RecipientRange stretch, String address) {
        return sql.sql(SENT_TO + " AND lower(r.address) = :address")
                .param("dispatch", stretch.dispatch().value())
                .param("first", stretch.first())
                .param("next", next(stretch))
                .param("address", EmailAddress.key(address))
                .query(SENT)
                .optional();
    }

    Optional<SentDelivery> findFirst(RecipientRange stretch) {
        return sql.sql(SENT_TO + " ORDER BY r.ordinal LIMIT 1")
                .param("dispatch", stretch.dispatch().value())
                .param("first", stretch.first())
                .param("next", next(stretch))
                .query(SENT)
                .optional();
    }

    private static long next(RecipientRange stretch) {
        return (long) stretch.first() + stretch.people();
    }

    void add(SentDelivery sent, Bounce bounce) {
        sql.sql("""
                INSERT INTO bounce (delivery, dispatch, report, status, reason, bounced_at)
                VALUES (:delivery, :dispatch, :report, :status, :reason, :at)
                ON CONFLICT (delivery) DO NOTHING
                """)
                .param("delivery", sent.id().value())
                .param("dispatch", sent.dispatch().value())
                .param("report", bounce.report())
                .param("status", bounce.status())
                .param("reason", bounce.reason())
                .param("at", Timestamp.from(bounce.at()))
                .update();
    }
}
