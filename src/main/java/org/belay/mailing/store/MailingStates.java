package org.belay.mailing.store;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.belay.access.User;
import org.belay.audience.SnapshotId;
import org.belay.delivery.DispatchId;
import org.belay.mailing.model.MailingId;
import org.belay.mailing.model.MailingState;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** SQL that changes the state of mailings, in the order of their life cycle. Each change names the states that it expects, and returns false in any other. */
@Repository
public class MailingStates {

    private final JdbcClient sql;
    private final JsonMapper json = JsonMapper.shared();

    MailingStates(JdbcClient sql) {
        this.sql = sql;
    }

    public boolean submit(
            MailingId id,
            SnapshotId snapshot,
            DispatchId notice,
            DispatchId correction,
            String title,
            Map<String, String> answers) {
        return sql.sql("""
                UPDATE mailing
                   SET state = 'IN_REVIEW', snapshot = :snapshot, notice = :notice, correction = :correction, disregard = :correction,
                       title = :title, answers = :answers::jsonb,
                       returned_by = NULL, returned_at = NULL, returned_because = NULL
                 WHERE id = :id
                   AND state = 'DRAFT'
                """)
                        .param("id", id.value())
                        .param("snapshot", snapshot.value())
                        .param("notice", notice.value())
                        .param("correction", correction.value())
                        .param("title", title)
                        .param("answers", json.writeValueAsString(answers))
                        .update()
                == 1;
    }

    public boolean approve(MailingId id) {
        return move(id, "APPROVED", "", "IN_REVIEW");
    }

    /** Makes it a draft again, without snapshot and dispatches. Keeps the answers to warnings for the next submission. */
    public boolean backToDraft(MailingId id) {
        return sql.sql("""
                UPDATE mailing
                   SET state = 'DRAFT', snapshot = NULL, notice = NULL, correction = NULL, disregard = NULL,
                       starts_at = NULL, zone_rules = NULL, moved_from = NULL, held_because = NULL
                 WHERE id = :id
                   AND state IN ('IN_REVIEW', 'APPROVED', 'SCHEDULED', 'HELD')
                   AND started_at IS NULL
                """).param("id", id.value()).update() == 1;
    }

    public void noteReturn(MailingId id, User by, String reason) {
        sql.sql("""
                UPDATE mailing SET returned_by = :by, returned_at = now(), returned_because = :reason WHERE id = :id
                """)
                .param("id", id.value())
                .param("by", by.id().value())
                .param("reason", reason)
                .update();
    }

    public boolean schedule(MailingId id, Instant startsAt, String rules) {
        return sql.sql("""
                UPDATE mailing SET state = 'SCHEDULED', starts_at = :startsAt, zone_rules = :rules, moved_from = NULL
                 WHERE id = :id
                   AND state = 'APPROVED'
                """)
                        .param("id", id.value())
                        .param("startsAt", Timestamp.from(startsAt))
                        .param("rules", rules)
                        .update()
                == 1;
    }

    /** Moves the start, and records the time zone rules used; the start may be the same. */
    boolean move(MailingId id, Instant startsAt, String rules) {
        return sql.sql("""
                UPDATE mailing
                   SET starts_at = :startsAt, zone_rules = :rules,
                       moved_from = CASE WHEN starts_at = :startsAt THEN moved_from ELSE starts_at END
                 WHERE id = :id
                   AND state = 'SCHEDULED'
                """)
                        .param("id", id.value())
                        .param("startsAt", Timestamp.from(startsAt))
                        .param("rules", rules)
                        .update()
                == 1;
    }

    /** @param newcomers number of people who joined the audience after the submission */
    public boolean start(MailingId id, long newcomers) {
        return move(id, "SENDING", ", started_at = now(), held_because = NULL, newcomers = " + newcomers, "SCHEDULED");
    }

    public boolean hold(MailingId id, String because) {
        return sql.sql("UPDATE mailing SET state = 'HELD', held_because = :because WHERE id = :id AND state ="
                                + " 'SCHEDULED'")
                        .param("id", id.value())
                        .param("because", because)
                        .update()
                == 1;
    }

    public List<MailingId> holdScheduled(String because) {
        return sql.sql("UPDATE mailing SET state = 'HELD', held_because = :because WHERE state = 'SCHEDULED'"
                        + " RETURNING id")
                .param("because", because)
                .query((row, n) -> new MailingId(row.getLong(1)))
                .list();
    }

    public void scheduleAgain(String because) {
        sql.sql("UPDATE mailing SET state = 'SCHEDULED', held_because = NULL WHERE state = 'HELD' AND"
                        + " held_because = :because")
                .param("because", because)
                .update();
    }

    public boolean stop(MailingId id) {
        return move(id, "STOPPED", "", "SENDING");
    }

    public boolean resume(MailingId id) {
        return move(id, "SENDING", "", "STOPPED");
    }

    public boolean markSent(MailingId id) {
        return move(id, "SENT", ", ended_at = now()", "SENDING");
    }

    public boolean markCorrected(MailingId id) {
        return move(id, "CORRECTED", ", ended_at = now()", "STOPPED", "SENT");
    }

    public boolean reopenSending(MailingId id) {
        return move(id, "SENDING", ", ended_at = NULL", "SENT");
    }

    /**
     * Records which correction is the last one that was ordered.
     *
     * @param disregard the withdrawal that is ready from now on
     */
    public void correct(MailingId id, DispatchId correction, DispatchId disregard) {
        sql.sql("UPDATE mailing SET correction = :correction, disregard = :disregard WHERE id = :id")
                .param("id", id.value())
                .param("correction", correction.value())
                .param("disregard", disregard.value())
                .update();
    }

    /** @param before state when its correction was ordered: SENT or STOPPED */
    public boolean reopenCorrection(MailingId id, MailingState before) {
        return move(id, before.name(), ", ended_at = NULL", "CORRECTED");
    }

    public boolean cancel(MailingId id) {
        return move(id, "CANCELLED", ", ended_at = now()", "DRAFT", "IN_REVIEW", "APPROVED", "SCHEDULED", "HELD");
    }

    private boolean move(MailingId id, String to, String alsoSet, String... from) {
        return sql.sql("UPDATE mailing SET state = :to" + alsoSet + " WHERE id = :id AND state = ANY(:from)")
                        .param("id", id.value())
                        .param("to", to)
                        .param("from", from)
                        .update()
                == 1;
    }

    /** The database's clock. */
    public Instant databaseTime() {
        return sql.sql("SELECT now()")
                .query((row, n) -> row.getTimestamp(1).toInstant())
                .single();
    }
}
