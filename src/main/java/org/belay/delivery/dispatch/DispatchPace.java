package org.belay.delivery.dispatch;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The pace of dispatches: how many deliveries may be attempted by now, counted from a start that can be moved. */
@Component
@Transactional
public class DispatchPace {

    /** Assignments of an UPDATE of dispatch p: the pace counts from now and from the first delivery not attempted. */
    static final String PACED_FROM_NOW = """
            paced_since = now(),
            paced_from = coalesce((SELECT max(d.ordinal) + 1 FROM delivery d WHERE d.dispatch = p.id AND d.attempts > 0), 0)
            """;

    private final JdbcClient sql;

    public DispatchPace(JdbcClient sql) {
        this.sql = sql;
    }

    /** Restarts the pace from now, so that the time this server was down is not caught up in a burst. */
    public void paceFromNow() {
        sql.sql("UPDATE dispatch p SET " + PACED_FROM_NOW
                        + " WHERE state = 'SENDING' AND pace > 0 AND ended_at IS NULL AND NOT idle")
                .update();
    }

    /**
     * Restarts the pace of dispatches whose start is more than a second in the future, because the database's clock was
     * set back. A concurrent transaction may be ahead by less. Their batches can be claimed at once.
     */
    public void paceNoLaterThanNow() {
        sql.sql("WITH late AS (UPDATE dispatch p SET " + PACED_FROM_NOW + """
                 WHERE state = 'SENDING'
                   AND ended_at IS NULL
                   AND NOT idle
                   AND paced_since > now() + interval '1 second'
                RETURNING p.id
                )
                UPDATE batch b
                   SET claim_at = NULL
                  FROM late
                 WHERE b.dispatch = late.id
                   AND b.closed_at IS NULL
                """).update();
        sql.sql("""
                UPDATE batch b
                   SET claim_at = NULL, released_at = now()
                  FROM dispatch p
                 WHERE p.state = 'SENDING'
                   AND p.ended_at IS NULL
                   AND NOT p.idle
                   AND b.dispatch = p.id
                   AND b.closed_at IS NULL
                   AND b.released_at > now() + interval '1 second'
                """).update();
    }
}
