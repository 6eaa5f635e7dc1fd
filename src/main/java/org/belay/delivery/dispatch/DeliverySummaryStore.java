package org.belay.delivery.dispatch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import org.belay.address.EmailAddress;
import org.belay.delivery.Bounce;
import org.belay.delivery.DeliveryState;
import org.belay.delivery.DeliverySummary;
import org.belay.delivery.DispatchId;
import org.belay.delivery.DispatchKind;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * SQL that reads deliveries for pages and commands. A delivery that is not yet written is a recipient of the snapshot
 * without a row.
 */
@Repository
class DeliverySummaryStore {

    private static final String STATE = """
            CASE WHEN p.state = 'STOPPED' AND coalesce(d.state, 'PENDING') IN ('PENDING', 'DEFERRED') THEN 'HALTED'
                 WHEN d.state IN ('ACCEPTED', 'IN_DOUBT') AND c.delivery IS NOT NULL THEN 'BOUNCED'
                 ELSE coalesce(d.state, 'PENDING') END""";

    private static final String ROW = """
            SELECT p.id AS dispatch, p.kind, p.mailing, p.token, r.ordinal,
                   coalesce(d.attempts_before_repair > 0 AND d.attempts > d.attempts_before_repair, false) AS repair,
                   (SELECT v.number FROM variant v WHERE v.dispatch = p.id AND v.number = d.variant AND v.shared) AS shared,
                   r.address, r.name, coalesce(d.attempts, 0) AS attempts, d.reply, a.at,
                   c.report, c.bounced_at, c.status AS bounce_status, c.reason AS bounce_reason,
                   """ + STATE + """
                    AS state
              FROM dispatch p
              JOIN recipient r ON r.snapshot = p.snapshot
              LEFT JOIN delivery d ON d.dispatch = p.id AND d.ordinal = r.ordinal
              LEFT JOIN bounce c ON c.delivery = d.id
              LEFT JOIN LATERAL (SELECT max(coalesce(outcome_at, marked_at)) AS at FROM attempt WHERE delivery = d.id) a ON true
            """;

    private static final String OF_A_STATE = """
            SELECT r.ordinal
              FROM dispatch p
              JOIN recipient r ON r.snapshot = p.snapshot
              LEFT JOIN delivery d ON d.dispatch = p.id AND d.ordinal = r.ordinal
              LEFT JOIN bounce c ON c.delivery = d.id
             WHERE p.id = :id
               AND (d.id IS NOT NULL OR p.corrects IS NULL)
               AND :state = """ + STATE + """
             ORDER BY r.ordinal
            OFFSET :offset LIMIT :limit""";

    /** All recipients of a notice have an ordinal; the recipients of a correction are those with a delivery. */
    private static final String OF_ALL = """
            (SELECT r.ordinal
               FROM dispatch p JOIN recipient r ON r.snapshot = p.snapshot
              WHERE p.id = :id AND p.corrects IS NULL AND r.ordinal >= :offset
              ORDER BY r.ordinal
              LIMIT :limit)
            UNION ALL
            (SELECT d.ordinal
               FROM dispatch p JOIN delivery d ON d.dispatch = p.id
              WHERE p.id = :id AND p.corrects IS NOT NULL
              ORDER BY d.ordinal
             OFFSET :offset LIMIT :limit)""";

    private final JdbcClient sql;

    DeliverySummaryStore(JdbcClient sql) {
        this.sql = sql;
    }

    /** One page. Without a state, a late page costs no more than the first. */
    List<DeliverySummary> of(DispatchId id, Optional<DeliveryState> state, int offset, int limit, String domain) {
        return sql.sql("WITH page AS MATERIALIZED (" + (state.isPresent() ? OF_A_STATE : OF_ALL) + ")\n"
                        // select the page first: expensive columns are computed for its rows only
                        + "SELECT told.* FROM page CROSS JOIN LATERAL (" + ROW
                        + """
                         WHERE p.id = :id AND r.ordinal = page.ordinal
                        OFFSET 0) told
                         ORDER BY page.ordinal
                        """)
                .param("id", id.value())
                .param("state", state.map(Enum::name).orElse(null), Types.VARCHAR)
                .param("offset", offset)
                .param("limit", limit)
                .query((row, n) -> row(row, domain))
                .list();
    }

    List<DeliverySummary> latest(DispatchId id, int limit, String domain) {
        return sql.sql(ROW + """
                 WHERE p.id = :id AND d.attempts > 0
                   AND d.ordinal > (SELECT coalesce(max(ordinal), 0) - 1000 FROM delivery WHERE dispatch = :id AND attempts > 0)
                 ORDER BY a.at DESC
                 LIMIT :limit
                """)
                .param("id", id.value())
                .param("limit", limit)
                .query((row, n) -> row(row, domain))
                .list();
    }

    List<DeliverySummary> person(String address, String domain) {
        return sql.sql(ROW + """
                 WHERE lower(r.address) = :address AND d.id IS NOT NULL
                 ORDER BY p.id DESC
                 LIMIT 200
                """)
                .param("address", EmailAddress.key(address))
                .query((row, n) -> row(row, domain))
                .list();
    }

    private static DeliverySummary row(ResultSet row, String domain) throws SQLException {
        int ordinal = row.getInt("ordinal");
        DeliveryState state = DeliveryState.valueOf(row.getString("state"));
        return new DeliverySummary(
                new DispatchId(row.getLong("dispatch")),
                DispatchKind.valueOf(row.getString("kind")),
                row.getLong("mailing"),
                ordinal,
                row.getString("address"),
                row.getString("name"),
                state,
                row.getInt("attempts"),
                messageId(row, ordinal, domain),
                Optional.ofNullable(row.getTimestamp("at")).map(Timestamp::toInstant),
                Optional.ofNullable(row.getString("reply")),
                state == DeliveryState.BOUNCED ? Optional.of(bounce(row)) : Optional.empty());
    }

    private static Bounce bounce(ResultSet row) throws SQLException {
        return new Bounce(
                row.getLong("report"),
                row.getTimestamp("bounced_at").toInstant(),
                row.getString("bounce_status"),
                row.getString("bounce_reason"));
    }

    private static String messageId(ResultSet row, int ordinal, String domain) throws SQLException {
        var names = new MessageIdentifiers(row.getString("token"));
        boolean repair = row.getBoolean("repair");
        int variant = row.getInt("shared");
        return row.wasNull() || repair
                ? names.messageId(ordinal, repair, domain)
                : names.sharedMessageId(variant, domain);
    }
}
