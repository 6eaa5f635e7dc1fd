package org.belay.correction;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.belay.access.User;
import org.belay.access.UserId;
import org.belay.delivery.CorrectionKind;
import org.belay.delivery.DispatchId;
import org.belay.mailing.model.MailingId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of corrections. */
@Repository
class CorrectionStore {

    private final JdbcClient sql;

    CorrectionStore(JdbcClient sql) {
        this.sql = sql;
    }

    record CorrectionRow(
            long id,
            MailingId mailing,
            DispatchId dispatch,
            CorrectionKind kind,
            String reason,
            UserId orderedBy,
            Instant orderedAt) {}

    /** Returns false if the correction was ordered before. Waits for a concurrent transaction that orders it. */
    boolean insert(MailingId mailing, DispatchId dispatch, CorrectionKind kind, String reason, User by) {
        return sql.sql("""
                INSERT INTO correction (mailing, dispatch, kind, reason, ordered_by)
                VALUES (:mailing, :dispatch, :kind, :reason, :by)
                ON CONFLICT (dispatch) DO NOTHING
                """)
                        .param("mailing", mailing.value())
                        .param("dispatch", dispatch.value())
                        .param("kind", kind.name())
                        .param("reason", reason)
                        .param("by", by.id().value())
                        .update()
                == 1;
    }

    /** Mailings whose correction has deliveries without an outcome. */
    List<MailingId> unfinished() {
        return sql.sql("""
                SELECT c.mailing
                  FROM correction c
                  JOIN dispatch d ON d.id = c.dispatch
                 WHERE d.state <> 'DONE'
                   AND NOT is_changed(d.id)
                """).query((row, n) -> new MailingId(row.getLong(1))).list();
    }

    /** The correction that was ordered last. */
    Optional<CorrectionRow> last(MailingId mailing) {
        List<CorrectionRow> all = all(mailing);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /** In the order in which they were ordered. */
    List<CorrectionRow> all(MailingId mailing) {
        return sql.sql("""
                SELECT c.*
                  FROM correction c JOIN dispatch d ON d.id = c.dispatch
                 WHERE c.mailing = :mailing
                 ORDER BY d.place NULLS FIRST, c.id
                """)
                .param("mailing", mailing.value())
                .query((row, n) -> new CorrectionRow(
                        row.getLong("id"),
                        new MailingId(row.getLong("mailing")),
                        new DispatchId(row.getLong("dispatch")),
                        CorrectionKind.valueOf(row.getString("kind")),
                        row.getString("reason"),
                        new UserId(row.getLong("ordered_by")),
                        row.getTimestamp("ordered_at").toInstant()))
                .list();
    }
}
