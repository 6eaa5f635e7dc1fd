package org.belay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.belay.delivery.DispatchId;
import org.belay.delivery.DispatchKind;
import org.belay.testkit.FaultyRelay;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.FailingTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Quartz keeps a trigger in two tables; with only one of its rows it cannot be read, and no other fires. */
class WakeupsIT {
    private static final FaultyRelay relay = FaultyRelay.start();

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve().relay(relay);

    /** Of no dispatch, so that nothing but the test writes its trigger. */
    private static final DispatchId DISPATCH = new DispatchId(987_654);

    private Wakeups wakeups;

    @BeforeEach
    void a_wake_up_in_an_hour() {
        wakeups = belay.context().getBean(Wakeups.class);
        wakeups.lane(DISPATCH, DispatchKind.NOTICE, 0, Duration.ofHours(1));
        mustBeWhole();
    }

    @AfterEach
    void mended() {
        FailingTable.mendAll(belay.sql());
    }

    @ParameterizedTest
    @CsvSource({"qrtz_simple_triggers, INSERT", "qrtz_triggers, INSERT", "qrtz_triggers, DELETE"})
    void p01_a_wake_up_is_written_whole_or_not_at_all(String table, String act) {
        FailingTable.refuse(belay.sql(), table, act, "XX000");

        assertThatThrownBy(() -> wakeups.lane(DISPATCH, DispatchKind.NOTICE, 0, Duration.ofMinutes(30)))
                .isInstanceOf(IllegalStateException.class);

        mustBeWhole();
    }

    @Test
    void p01_a_wake_up_of_which_a_part_was_left_behind_is_written_anew() {
        belay.sql()
                .sql("DELETE FROM qrtz_simple_triggers WHERE trigger_name = '987654-0'")
                .update();

        wakeups.lane(DISPATCH, DispatchKind.NOTICE, 0, Duration.ofHours(1));

        mustBeWhole();
    }

    private static void mustBeWhole() {
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
