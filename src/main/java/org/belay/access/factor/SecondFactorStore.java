package org.belay.access.factor;

import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.belay.access.UserId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of second factors and recovery codes. */
@Repository
class SecondFactorStore {
    private final JdbcClient sql;

    SecondFactorStore(JdbcClient sql) {
        this.sql = sql;
    }

    Optional<TotpSecret> secret(UserId owner) {
        return sql.sql("SELECT secret FROM second_factor WHERE app_user = :owner")
                .param("owner", owner.value())
                .query((row, n) -> new TotpSecret(row.getBytes(1)))
                .optional();
    }

    /** False if the account has one already. */
    boolean add(UserId owner, TotpSecret secret, long step) {
        return sql.sql("""
                INSERT INTO second_factor (app_user, secret, last_step)
                VALUES (:owner, :secret, :step)
                ON CONFLICT DO NOTHING
                """)
                        .param("owner", owner.value())
                        .param("secret", secret.bytes())
                        .param("step", step)
                        .update()
                == 1;
    }

    /** Uses the code of this step; false if it, or a later one, was used before. */
    boolean useStep(UserId owner, long step) {
        return sql.sql("UPDATE second_factor SET last_step = :step WHERE app_user = :owner AND last_step < :step")
                        .param("owner", owner.value())
                        .param("step", step)
                        .update()
                == 1;
    }

    boolean useRecoveryCode(UserId owner, byte[] sha256) {
        return sql.sql("""
                UPDATE recovery_code
                   SET used_at = now()
                 WHERE app_user = :owner
                   AND sha256 = :sha256
                   AND used_at IS NULL
                """)
                        .param("owner", owner.value())
                        .param("sha256", sha256)
                        .update()
                == 1;
    }

    int recoveryCodesLeft(UserId owner) {
        return sql.sql("SELECT count(*) FROM recovery_code WHERE app_user = :owner AND used_at IS NULL")
                .param("owner", owner.value())
                .query(Integer.class)
                .single();
    }

    void replaceRecoveryCodes(UserId owner, List<RecoveryCode> codes) {
        removeRecoveryCodes(owner);
        for (RecoveryCode code : codes) {
            sql.sql("INSERT INTO recovery_code (app_user, sha256) VALUES (:owner, :sha256)")
                    .param("owner", owner.value())
                    .param("sha256", code.sha256())
                    .update();
        }
    }

    /** False if the account has none. */
    boolean remove(UserId owner) {
        removeRecoveryCodes(owner);
        return sql.sql("DELETE FROM second_factor WHERE app_user = :owner")
                        .param("owner", owner.value())
                        .update()
                == 1;
    }

    private void removeRecoveryCodes(UserId owner) {
        sql.sql("DELETE FROM recovery_code WHERE app_user = :owner")
                .param("owner", owner.value())
                .update();
    }

    void addReset(UserId owner, UserId by) {
        sql.sql("INSERT INTO second_factor_reset (app_user, reset_by) VALUES (:owner, :by)")
                .param("owner", owner.value())
                .param("by", by.value())
                .update();
    }

    record StoredReset(UserId owner, String name, String address, String by, Instant at) {}

    long countResets(Optional<UserId> of, int days) {
        return sql.sql("""
                SELECT count(*)
                  FROM second_factor_reset
                 WHERE reset_at > now() - make_interval(days => :days)
                   AND (CAST(:of AS bigint) IS NULL OR app_user = :of)
                """)
                .param("days", days)
                .param("of", of.map(UserId::value).orElse(null), Types.BIGINT)
                .query(Long.class)
                .single();
    }

    /** @param of empty for all people */
    List<StoredReset> resets(Optional<UserId> of, int days, int most) {
        return sql.sql("""
                SELECT u.id, u.name, u.address, m.name AS maker, r.reset_at
                  FROM second_factor_reset r
                  JOIN app_user u ON u.id = r.app_user
                  JOIN app_user m ON m.id = r.reset_by
                 WHERE r.reset_at > now() - make_interval(days => :days)
                   AND (CAST(:of AS bigint) IS NULL OR r.app_user = :of)
                 ORDER BY r.reset_at DESC
                 LIMIT :most
                """)
                .param("days", days)
                .param("of", of.map(UserId::value).orElse(null), Types.BIGINT)
                .param("most", most)
                .query((row, n) -> new StoredReset(
                        new UserId(row.getLong("id")),
                        row.getString("name"),
                        row.getString("address"),
                        row.getString("maker"),
                        row.getTimestamp("reset_at").toInstant()))
                .list();
    }
}
