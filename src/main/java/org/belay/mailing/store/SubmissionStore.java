package org.belay.mailing.store;

import java.sql.Types;
import java.util.List;
import java.util.Optional;
import org.belay.access.UserId;
import org.belay.mailing.model.MailingId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of the numbers of people of submissions. */
@Repository
public class SubmissionStore {
    /** Fewer mailings of a template have no usual number of people. */
    private static final int FEWEST = 3;

    private static final int NEWEST = 50;

    private final JdbcClient sql;

    SubmissionStore(JdbcClient sql) {
        this.sql = sql;
    }

    /** A submission of the last 24 hours, and a person who submitted it. */
    public record RecentSubmission(MailingId mailing, UserId by, long people) {}

    /** Median of the numbers of people of the newest mailings of a template that started; empty if there were fewer than three. */
    public Optional<Long> usualPeople(String template) {
        return sql.sql("""
                SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY s.people)
                  FROM (SELECT snapshot
                          FROM mailing
                         WHERE draft ->> 'template' = :template
                           AND started_at IS NOT NULL
                         ORDER BY id DESC
                         LIMIT :newest) AS m
                  JOIN snapshot s ON s.id = m.snapshot
                HAVING count(*) >= :fewest
                """)
                .param("template", template)
                .param("newest", NEWEST)
                .param("fewest", FEWEST)
                .query(Long.class)
                .optional();
    }

    /** Makes the submissions of all people wait for each other until the transaction ends. */
    public void lockSubmissions() {
        sql.sql("SELECT pg_advisory_xact_lock(hashtextextended('belay submissions', 0))")
                .query((row, n) -> true)
                .single();
    }

    /** Submissions of the last 24 hours that were neither withdrawn nor cancelled. */
    public List<RecentSubmission> recent() {
        return sql.sql("""
                SELECT m.id, w.writer, s.people
                  FROM snapshot s
                  JOIN mailing m ON m.snapshot = s.id
                  JOIN mailing_writer w ON w.mailing = m.id AND w.part = 'SUBMITTED'
                 WHERE s.taken_at > now() - interval '24 hours'
                   AND m.state <> 'CANCELLED'
                """)
                .query((row, n) -> new RecentSubmission(
                        new MailingId(row.getLong("id")), new UserId(row.getLong("writer")), row.getLong("people")))
                .list();
    }

    /** Records the ALL-STAFF audience to whose people a mailing goes. */
    public void setAllStaff(MailingId mailing, Optional<String> audience) {
        sql.sql("UPDATE mailing SET all_staff = :audience WHERE id = :id")
                .param("audience", audience.orElse(null), Types.VARCHAR)
                .param("id", mailing.value())
                .update();
    }
}
