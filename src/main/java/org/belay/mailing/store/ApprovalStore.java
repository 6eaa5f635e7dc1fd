package org.belay.mailing.store;

import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.belay.access.User;
import org.belay.access.UserId;
import org.belay.mailing.freeze.ApprovalDigest;
import org.belay.mailing.model.MailingId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of the approvals of mailings. Callers that decide by them lock the mailing first. */
@Repository
public class ApprovalStore {
    private final JdbcClient sql;

    ApprovalStore(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * One approval.
     *
     * @param people number of people that the approver typed
     * @param sha256 digest of what was approved, in {@code format}
     * @param format {@link ApprovalDigest#FORMAT} at that time
     * @param actingFor the absent approver for whom the approver acted as deputy
     */
    public record ApprovalRow(
            UserId approver, Instant at, long people, String sha256, int format, Optional<UserId> actingFor) {}

    /** The approvals of a mailing, first one first. */
    public List<ApprovalRow> of(MailingId mailing) {
        return sql.sql("""
                SELECT approver, approved_at, people, sha256, format, acting_for
                  FROM approval
                 WHERE mailing = :mailing
                 ORDER BY approved_at, approver
                """)
                .param("mailing", mailing.value())
                .query((row, n) -> new ApprovalRow(
                        new UserId(row.getLong("approver")),
                        row.getTimestamp("approved_at").toInstant(),
                        row.getLong("people"),
                        row.getString("sha256"),
                        row.getInt("format"),
                        Optional.ofNullable(row.getObject("acting_for", Long.class))
                                .map(UserId::new)))
                .list();
    }

    /**
     * Adds an approval, or replaces that of the same approver.
     *
     * @param at time by the database's clock
     */
    public void add(
            MailingId mailing, User by, Optional<User> actingFor, Instant at, long people, String sha256, int format) {
        sql.sql("""
                INSERT INTO approval (mailing, approver, approved_at, people, sha256, format, acting_for)
                VALUES (:mailing, :approver, :at, :people, :sha256, :format, :actingFor)
                ON CONFLICT (mailing, approver) DO UPDATE
                   SET approved_at = EXCLUDED.approved_at, people = EXCLUDED.people,
                       sha256 = EXCLUDED.sha256, format = EXCLUDED.format, acting_for = EXCLUDED.acting_for
                """)
                .param("mailing", mailing.value())
                .param("approver", by.id().value())
                .param("at", Timestamp.from(at))
                .param("people", people)
                .param("sha256", sha256)
                .param("format", format)
                .param("actingFor", actingFor.map(one -> one.id().value()).orElse(null), Types.BIGINT)
                .update();
    }

    /** Deletes the other approvals of the mailing. */
    public void keepOnly(MailingId mailing, List<ApprovalRow> valid) {
        sql.sql("DELETE FROM approval WHERE mailing = :mailing AND approver <> ALL (:valid)")
                .param("mailing", mailing.value())
                .param(
                        "valid",
                        valid.stream().map(one -> one.approver().value()).toArray(Long[]::new))
                .update();
    }

    public void removeAll(MailingId mailing) {
        sql.sql("DELETE FROM approval WHERE mailing = :mailing")
                .param("mailing", mailing.value())
                .update();
    }
}
