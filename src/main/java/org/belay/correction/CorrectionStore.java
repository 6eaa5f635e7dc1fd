package org.belay.correction;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.belay.access.User;
import org.belay.access.UserId;
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
            long id, MailingId mailing, DispatchId dispatch, String reason, UserId orderedBy, Instant orderedAt) {}

    /** Returns false if the correction was ordered before. Waits for a concurrent transaction that orders it. */
    boolean insert(MailingId mailing, DispatchId dispatch, String reason, User by) {
        return sql.sql("""
                INSERT INTO correction (mailing, dispatch, reason, ordered_by)
                VALUES (:mailing, :dispatch, :reason, :by)
                ON CONFLICT (mailing) DO NOTHING
                """)
                        .param("mailing", mailing.value())
                        .param("dispatch", dispatch.value())
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
                """).query((row, n) -> new MailingId(row.getLong(1))).list();
    }

    Optional<CorrectionRow> find(MailingId mailing) {
        return sql.sql("SELECT * FROM correction WHERE mailing = :mailing")
                .param("mailing", mailing.value())
                .query((row, n) -> new CorrectionRow(
                        row.getLong("id"),
                        new MailingId(row.getLong("mailing")),
                        new DispatchId(row.getLong("dispatch")),
                        row.getString("reason"),
                        new UserId(row.getLong("ordered_by")),
                        row.getTimestamp("ordered_at").toInstant()))
                .optional();
    }
}
