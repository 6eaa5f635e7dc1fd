package org.belay.smtp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** It closes what is over its time, once, and nothing else. */
class SocketWatchdogIT {
    private final AtomicInteger closed = new AtomicInteger();

    @Test
    void it_closes_at_the_deadline_and_explains_the_failure() {
        var watchdog = SocketWatchdog.guard(closed::incrementAndGet);
        try (var alarm = watchdog.arm(Duration.ofMillis(1))) {
            await().until(() -> closed.get() == 1);
            assertThat(alarm.explain(new IOException("closed"))).hasMessage("no complete reply within 1 ms");
        }
    }

    @Test
    void it_closes_no_socket_that_is_in_time() {
        var patient = SocketWatchdog.guard(() -> closed.addAndGet(100));
        try (var alarm = patient.arm(Duration.ofMinutes(1))) {
            var hasty = SocketWatchdog.guard(closed::incrementAndGet);
            hasty.arm(Duration.ofMillis(1)).close(); // in time
            var late = SocketWatchdog.guard(closed::incrementAndGet);
            late.arm(Duration.ofMillis(1));

            await().until(() -> closed.get() > 0);

            assertThat(alarm.explain(new IOException("reset"))).hasMessage("reset");
        }
        assertThat(closed).hasValueBetween(1, 2); // a round may have run between arming and closing
        patient.release();
    }

    @Test
    void a_socket_that_cannot_be_closed_does_not_delay_others() {
        SocketWatchdog.guard(() -> {
                    throw new IllegalStateException("no");
                })
                .arm(Duration.ofMillis(1));
        var next = SocketWatchdog.guard(closed::incrementAndGet);
        next.arm(Duration.ofMillis(60));

        await().until(() -> closed.get() == 1);
    }
}
