package org.belay.mailing.policy;

import java.sql.ResultSet;
import java.sql.SQLException;
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
        return sql.sql("""
                        SELECT second_above, valid_days, recipient_domains, largest_audience, daily_people, usual_factor
                          FROM approval_policy
                        """ + lock)
                .query((row, n) -> new ApprovalPolicy(
                        number(row, "second_above"),
                        row.getInt("valid_days"),
                        Set.of((String[]) row.getArray("recipient_domains").getArray()),
                        new SubmissionLimits(
                                number(row, "largest_audience"),
                                number(row, "daily_people"),
                                row.getInt("usual_factor"))))
                .single();
    }

    void write(ApprovalPolicy policy) {
        sql.sql("""
                UPDATE approval_policy
                   SET second_above = :above, valid_days = :days, recipient_domains = :domains,
                       largest_audience = :largest, daily_people = :daily, usual_factor = :factor
                """)
                .param("above", orNull(policy.secondAbove()), Types.BIGINT)
                .param("largest", orNull(policy.limits().largestAudience()), Types.BIGINT)
                .param("daily", orNull(policy.limits().dailyPeople()), Types.BIGINT)
                .param("factor", policy.limits().usualFactor())
                .param("days", policy.validDays())
                .param("domains", policy.recipientDomains().toArray(String[]::new))
                .update();
    }

    private static OptionalLong number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }

    private static @Nullable Long orNull(OptionalLong number) {
        return number.isPresent() ? number.getAsLong() : null;
    }
}
