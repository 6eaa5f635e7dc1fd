package org.belay.audience;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of snapshots. */
@Repository
class SnapshotStore {
    private static final int FETCH = 2_000;

    private final JdbcClient sql;

    SnapshotStore(JdbcClient sql) {
        this.sql = sql;
    }

    /** Creates a snapshot without people and hash; {@link #complete} completes it in the same transaction. */
    SnapshotId begin(Audience audience) {
        return new SnapshotId(sql.sql("""
                INSERT INTO snapshot (audience, audience_name, people, sha256)
                VALUES (:audience, :name, 0, '')
                RETURNING id
                """)
                .param("audience", audience.id().value())
                .param("name", audience.name())
                .query(Long.class)
                .single());
    }

    /** Copies the people in one statement, so that a concurrent import is included completely or not at all. */
    long copy(AudienceId audience, SnapshotId snapshot) {
        return sql.sql("""
                INSERT INTO recipient (snapshot, ordinal, address, name, attributes)
                SELECT :snapshot, ordinal, address, name, attributes
                  FROM audience_member
                 WHERE audience = :audience
                 ORDER BY ordinal
                """)
                .param("snapshot", snapshot.value())
                .param("audience", audience.value())
                .update();
    }

    /** Must run in a transaction: the PostgreSQL driver honours the fetch size only there. */
    String hash(SnapshotId snapshot) {
        var hash = new SnapshotHash();
        sql.sql("""
                SELECT address, name, attributes
                  FROM recipient
                 WHERE snapshot = :snapshot
                 ORDER BY ordinal
                """).param("snapshot", snapshot.value()).withFetchSize(FETCH).query((RowCallbackHandler)
                row -> hash.add(row.getString("address"), row.getString("name"), PeopleStore.attributes(row)));
        return hash.hex();
    }

    void complete(SnapshotId snapshot, long people, String sha256) {
        sql.sql("""
                UPDATE snapshot
                   SET people = :people, sha256 = :sha256
                 WHERE id = :id AND sha256 = ''
                """)
                .param("people", people)
                .param("sha256", sha256)
                .param("id", snapshot.value())
                .update();
    }

    Optional<AudienceSnapshot> byId(SnapshotId id) {
        return sql.sql("SELECT * FROM snapshot WHERE id = :id")
                .param("id", id.value())
                .query(SnapshotStore::snapshot)
                .optional();
    }

    private static AudienceSnapshot snapshot(ResultSet row, int n) throws SQLException {
        return new AudienceSnapshot(
                new SnapshotId(row.getLong("id")),
                new AudienceId(row.getLong("audience")),
                row.getString("audience_name"),
                row.getLong("people"),
                row.getString("sha256"),
                row.getObject("taken_at", OffsetDateTime.class).toInstant());
    }
}
