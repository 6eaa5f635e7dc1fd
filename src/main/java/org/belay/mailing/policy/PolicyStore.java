package org.belay.mailing.policy;

import java.sql.Types;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of the only row of {@code approval_policy}. */
@Repository
class PolicyStore {
    private final JdbcClient sql;

    PolicyStore(JdbcClient sql) {
        this.sql = sql;
    }

    ApprovalPolicy read() {
        return query("");
    }

    /** Locks the row until the transaction ends. */
    ApprovalPolicy lock() {
        return query(" FOR UPDATE");
    }

    private ApprovalPolicy query(String lock) {
        return sql.sql("SELECT second_above, valid_days, recipient_domains FROM approval_policy" + lock)
                .query((row, n) -> {
                    long above = row.getLong("second_above");
                    return new ApprovalPolicy(
                            row.wasNull() ? OptionalLong.empty() : OptionalLong.of(above),
                            row.getInt("valid_days"),
                            Set.of((String[]) row.getArray("recipient_domains").getArray()));
                })
                .single();
    }

    void write(ApprovalPolicy policy) {
        @Nullable
        Long above = policy.secondAbove().isPresent() ? policy.secondAbove().getAsLong() : null;
        sql.sql("UPDATE approval_policy SET second_above = :above, valid_days = :days, recipient_domains = :domains")
                .param("above", above, Types.BIGINT)
                .param("days", policy.validDays())
                .param("domains", policy.recipientDomains().toArray(String[]::new))
                .update();
    }
}
