package org.belay.audience.drift;

import org.belay.audience.SnapshotId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of the comparison. */
@Repository
class DriftStore {
    private static final String IS_GONE = """
            NOT EXISTS (SELECT 1
                          FROM audience_member m
                         WHERE m.audience = s.audience AND lower(m.address) = lower(r.address))
            """;

    private final JdbcClient sql;

    DriftStore(JdbcClient sql) {
        this.sql = sql;
    }

    AudienceDrift compare(SnapshotId snapshot) {
        return sql.sql("""
                SELECT s.audience_name, s.people, c.gone, a.people - (s.people - c.gone) AS joined
                  FROM snapshot s
                  JOIN audience a ON a.id = s.audience
                 CROSS JOIN LATERAL (SELECT count(*) AS gone FROM recipient r WHERE r.snapshot = s.id AND
                """ + IS_GONE + """
                 ) AS c
                 WHERE s.id = :snapshot
                """)
                .param("snapshot", snapshot.value())
                .query((row, n) -> new AudienceDrift(
                        row.getString("audience_name"),
                        row.getLong("people"),
                        row.getLong("gone"),
                        Math.max(0, row.getLong("joined"))))
                .single();
    }

    void leaveOut(SnapshotId snapshot) {
        sql.sql("""
                INSERT INTO left_audience (snapshot, ordinal)
                SELECT r.snapshot, r.ordinal
                  FROM recipient r
                  JOIN snapshot s ON s.id = r.snapshot
                 WHERE r.snapshot = :snapshot AND
                """ + IS_GONE + """
                    ON CONFLICT DO NOTHING
                """).param("snapshot", snapshot.value()).update();
    }
}
