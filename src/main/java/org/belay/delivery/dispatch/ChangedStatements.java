package org.belay.delivery.dispatch;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.belay.delivery.CorrectionKind;
import org.belay.delivery.DispatchId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** SQL of chains: which statements of a mailing were sent, and which of them a correction changes. */
final class ChangedStatements {

    private final JdbcClient sql;

    ChangedStatements(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * Lets one correction of a mailing be ordered at a time. Takes the advisory lock alone: {@link DispatchStore#lockExclusively} then
     * takes those of all its dispatches, before any row.
     */
    void lockChainOf(DispatchId notice) {
        sql.sql("SELECT pg_advisory_xact_lock(dispatch_lock(:notice))")
                .param("notice", notice.value())
                .query((row, n) -> true)
                .single();
    }

    /** What was sent to the people of this notice so far. */
    StatementChain chainOf(DispatchId notice) {
        return new StatementChain(sql.sql("""
                SELECT p.id, p.correction_kind
                  FROM dispatch n JOIN dispatch p ON p.mailing = n.mailing AND p.snapshot = n.snapshot
                 WHERE n.id = :notice
                   AND p.state <> 'WAITING'
                   AND p.kind <> 'HEADS_UP'
                 ORDER BY p.place NULLS FIRST, p.id
                """)
                .param("notice", notice.value())
                .query((row, n) -> new StatementChain.Statement(
                        new DispatchId(row.getLong("id")),
                        Optional.ofNullable(row.getString("correction_kind")).map(CorrectionKind::valueOf)))
                .list());
    }

    /** Records what a correction that is being ordered is, and what it changes. */
    void order(DispatchId correction, CorrectionKind kind, int place, Map<DispatchId, StatementChain.Role> changes) {
        sql.sql("UPDATE dispatch SET correction_kind = :kind, place = :place WHERE id = :id")
                .param("kind", kind.name())
                .param("place", place)
                .param("id", correction.value())
                .update();
        sql.sql("DELETE FROM changed_statement WHERE correction = :id")
                .param("id", correction.value())
                .update();
        changes.forEach((statement, role) -> insert(correction, statement, role));
    }

    void insert(DispatchId correction, DispatchId statement, StatementChain.Role role) {
        sql.sql("INSERT INTO changed_statement (correction, statement, role) VALUES (:correction, :statement, :role)")
                .param("correction", correction.value())
                .param("statement", statement.value())
                .param("role", role.name())
                .update();
    }

    /** Whether a later correction was ordered that changes the dispatch: then it is never sent again. */
    boolean isChanged(DispatchId dispatch) {
        return sql.sql("SELECT is_changed(:id)")
                .param("id", dispatch.value())
                .query(Boolean.class)
                .single();
    }

    List<DispatchId> changedBy(DispatchId correction) {
        return sql.sql("SELECT statement FROM changed_statement WHERE correction = :id ORDER BY statement")
                .param("id", correction.value())
                .query((row, n) -> new DispatchId(row.getLong(1)))
                .list();
    }
}
