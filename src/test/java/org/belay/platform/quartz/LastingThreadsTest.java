package org.belay.platform.quartz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LastingThreadsTest {

    @Test
    void p18_a_thread_of_quartz_that_runs_out_of_memory_goes_on_and_ends_when_it_wants_to()
            throws InterruptedException {
        var runs = new AtomicInteger();
        var thread = new Thread(() -> {
            if (runs.incrementAndGet() < 3) {
                throw new OutOfMemoryError("for a while");
            }
        });

        new LastingThreads().execute(thread);
        thread.join();

        assertThat(runs).hasValue(3);
    }
}
