package org.belay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.belay.delivery.DispatchId;
import org.belay.delivery.DispatchKind;
import org.belay.testkit.FaultyRelay;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.database.FailingTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Quartz stores a trigger in two tables. If one row is missing, it cannot read the trigger and fires no other. */
class WakeupSchedulerIT {
    private static final FaultyRelay relay = FaultyRelay.start();

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve().relay(relay);

    /** A dispatch that does not exist, so that only the test writes its trigger. */
    private static final DispatchId DISPATCH = new DispatchId(987_654);

    private WakeupScheduler wakeups;

    @BeforeEach
    void scheduleInAnHour() {
        wakeups = belay.context().getBean(WakeupScheduler.class);
        wakeups.wakeWorker(DISPATCH, DispatchKind.NOTICE, 0, Duration.ofHours(1));
        assertComplete();
    }

    @AfterEach
    void restoreTables() {
        FailingTable.restoreAll(belay.sql());
    }

    @ParameterizedTest
    @CsvSource({"qrtz_simple_triggers, INSERT", "qrtz_triggers, INSERT", "qrtz_triggers, DELETE"})
    void p01_a_trigger_is_written_completely_or_not_at_all(String table, String act) {
        FailingTable.refuse(belay.sql(), table, act, "XX000");

        assertThatThrownBy(() -> wakeups.wakeWorker(DISPATCH, DispatchKind.NOTICE, 0, Duration.ofMinutes(30)))
                .isInstanceOf(IllegalStateException.class);

        assertComplete();
    }

    @Test
    void p01_an_incomplete_trigger_is_replaced() {
        belay.sql()
                .sql("DELETE FROM qrtz_simple_triggers WHERE trigger_name = '987654-0'")
                .update();

        wakeups.wakeWorker(DISPATCH, DispatchKind.NOTICE, 0, Duration.ofHours(1));

        assertComplete();
    }

    private static void assertComplete() {
        for (String table : new String[] {"qrtz_triggers", "qrtz_simple_triggers", "qrtz_job_details"}) {
            String key = table.equals("qrtz_job_details") ? "job_name" : "trigger_name";
            assertThat(belay.sql()
                            .sql("SELECT count(*) FROM " + table + " WHERE " + key + " = '987654-0'")
                            .query(Integer.class)
                            .single())
                    .as(table)
                    .isEqualTo(1);
        }
    }
}
