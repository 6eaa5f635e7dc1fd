package org.belay.platform.quartz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestartingThreadExecutorTest {

    @ParameterizedTest
    @ValueSource(classes = {StackOverflowError.class, AssertionError.class, NoClassDefFoundError.class})
    void p27_a_thread_of_quartz_is_restarted_after_each_error_until_it_ends_normally(Class<? extends Error> kind)
            throws Exception {
        Error failure = kind.getDeclaredConstructor().newInstance();
        var runs = new AtomicInteger();
        var thread = new Thread(() -> {
            if (runs.incrementAndGet() < 4) {
                throw failure;
            }
        });

        new RestartingThreadExecutor().execute(thread);
        thread.join();

        assertThat(runs).hasValue(4);
    }
}
