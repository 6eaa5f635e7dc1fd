package org.belay.audience.mark;

import java.util.List;
import java.util.Optional;
import org.belay.audience.AudienceId;
import org.belay.audience.SnapshotId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of the mark ALL-STAFF. */
@Repository
class MarkStore {
    private final JdbcClient sql;

    MarkStore(JdbcClient sql) {
        this.sql = sql;
    }

    List<AudienceId> marked() {
        return sql.sql("SELECT id FROM audience WHERE all_staff ORDER BY id")
                .query((row, n) -> new AudienceId(row.getLong(1)))
                .list();
    }

    /** @return false if it had, or had not, the mark already */
    boolean set(AudienceId id, AllStaffMark mark) {
        return sql.sql("UPDATE audience SET all_staff = :marked WHERE id = :id AND all_staff <> :marked")
                        .param("marked", mark == AllStaffMark.ALL_STAFF)
                        .param("id", id.value())
                        .update()
                == 1;
    }

    /** Name of the audience that a snapshot was copied from, if it is marked now. */
    Optional<String> markedOrigin(SnapshotId snapshot) {
        return sql.sql("""
                SELECT a.name
                  FROM snapshot s
                  JOIN audience a ON a.id = s.audience
                 WHERE s.id = :snapshot AND a.all_staff
                """)
                .param("snapshot", snapshot.value())
                .query(String.class)
                .optional();
    }

    /** Name of the largest marked audience of which a snapshot has at least half of the people; mailboxes are compared without "+detail". */
    Optional<String> markedWithin(SnapshotId snapshot) {
        return sql.sql("""
                WITH frozen AS MATERIALIZED (
                    SELECT DISTINCT lower(regexp_replace(address, '\\+[^@]*@', '@')) AS mailbox
                      FROM recipient
                     WHERE snapshot = :snapshot
                )
                SELECT a.name
                  FROM audience a
                  JOIN audience_member m ON m.audience = a.id
                  LEFT JOIN frozen f ON f.mailbox = lower(regexp_replace(m.address, '\\+[^@]*@', '@'))
                 WHERE a.all_staff
                 GROUP BY a.id, a.name
                HAVING 2 * count(f.mailbox) >= count(*)
                 ORDER BY count(*) DESC, a.id
                 LIMIT 1
                """)
                .param("snapshot", snapshot.value())
                .query(String.class)
                .optional();
    }

    /** Number of different addresses in all audiences. */
    long knownPeople() {
        return sql.sql("SELECT count(DISTINCT lower(address)) FROM audience_member")
                .query(Long.class)
                .single();
    }
}
