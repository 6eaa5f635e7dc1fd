package org.belay.delivery.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.belay.delivery.DispatchId;
import org.belay.delivery.DispatchKind;
import org.belay.delivery.WorkersWanted;
import org.belay.delivery.ledger.TestRecipients;
import org.belay.testsupport.database.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which workers are woken for remaining work. */
class WakeWorkersIT {
    private final TestDatabase database = TestDatabase.fresh();
    private final JdbcClient sql = database.jdbc();
    private final List<Object> events = new ArrayList<>();
    private final Dispatches dispatches = new Dispatches(sql, events::add, kind -> 4);

    @AfterEach
    void done() {
        database.close();
    }

    @Test
    void p27_where_workers_hang_others_are_woken() {
        DispatchId dispatch = withOneBatchLeft();

        dispatches.wakeWorkers(dispatch, "belay", 2);

        assertThat(events).containsExactly(new WorkersWanted(dispatch, DispatchKind.NOTICE, 3));
    }

    @Test
    void no_more_workers_are_woken_than_the_relay_allows() {
        DispatchId dispatch = withOneBatchLeft();

        dispatches.wakeWorkers(dispatch, "belay", 4);

        assertThat(events).containsExactly(new WorkersWanted(dispatch, DispatchKind.NOTICE, 4));
    }

    private DispatchId withOneBatchLeft() {
        long id = sql.sql("""
                INSERT INTO dispatch (mailing, kind, snapshot, state, split_by, token, people, batches, batch_size, started_at,
                                      paced_since)
                VALUES (1, 'NOTICE', :snapshot, 'SENDING', '{}', 'token', 40, 4, 10, now(), now())
                RETURNING id
                """)
                .param("snapshot", TestRecipients.snapshot(sql, 40))
                .query(Long.class)
                .single();
        sql.sql("INSERT INTO batch (dispatch, number, first_ordinal) VALUES (:id, 0, 0)")
                .param("id", id)
                .update();
        return new DispatchId(id);
    }
}
