package org.belay.audience.suppression;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.belay.access.User;
import org.belay.access.UserId;
import org.belay.audience.SnapshotId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of the suppression list. The delivery room also reads the table, in the statement that writes a batch of deliveries. */
@Repository
class SuppressionStore {
    private final JdbcClient sql;

    SuppressionStore(JdbcClient sql) {
        this.sql = sql;
    }

    boolean add(String address, String reason, User by) {
        return sql.sql("""
                INSERT INTO suppression (address, reason, added_by) VALUES (:address, :reason, :by)
                ON CONFLICT (address) DO NOTHING
                """)
                        .param("address", address)
                        .param("reason", reason)
                        .param("by", by.id().value())
                        .update()
                == 1;
    }

    boolean remove(String address) {
        return sql.sql("DELETE FROM suppression WHERE address IN (:address, 'erased ' || person_hash(:address))")
                        .param("address", address)
                        .update()
                > 0;
    }

    Optional<SuppressionEntry> find(String address) {
        return sql.sql("""
                SELECT * FROM suppression
                 WHERE address IN (:address, 'erased ' || person_hash(:address))
                 ORDER BY address = :address DESC
                 LIMIT 1
                """)
                .param("address", address)
                .query(SuppressionStore::entry)
                .optional();
    }

    List<SuppressionEntry> list(int limit) {
        return sql.sql(
                        "SELECT * FROM suppression WHERE address NOT LIKE 'erased %' ORDER BY since DESC, address LIMIT :limit")
                .param("limit", limit)
                .query(SuppressionStore::entry)
                .list();
    }

    long countIn(SnapshotId snapshot) {
        return sql.sql("""
                SELECT count(*)
                  FROM recipient r
                  LEFT JOIN suppression s ON s.address = lower(r.address)
                  LEFT JOIN suppression e ON e.address =
                """ + ErasedEntries.keyOf("r.address") + """
                 WHERE r.snapshot = :snapshot
                   AND (s.address IS NOT NULL OR e.address IS NOT NULL)
                """)
                .param("snapshot", snapshot.value())
                .query(Long.class)
                .single();
    }

    private static SuppressionEntry entry(ResultSet row, int n) throws SQLException {
        return new SuppressionEntry(
                row.getString("address"),
                row.getString("reason"),
                new UserId(row.getLong("added_by")),
                row.getTimestamp("since").toInstant());
    }
}
