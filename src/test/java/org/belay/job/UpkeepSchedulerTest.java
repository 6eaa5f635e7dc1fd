package org.belay.job;

import static org.awaitility.Awaitility.await;

import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.belay.platform.database.ConnectionUse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpkeepSchedulerTest {
    @ParameterizedTest
    @ValueSource(
            classes = {
                StackOverflowError.class,
                AssertionError.class,
                NoClassDefFoundError.class,
                OutOfMemoryError.class,
                IllegalStateException.class
            })
    void p27_a_periodic_task_runs_again_after_any_throwable(Class<? extends Throwable> thrown) throws Exception {
        Throwable failure = thrown.getDeclaredConstructor().newInstance();
        var runs = new AtomicInteger();
        var threads = Executors.newScheduledThreadPool(1);
        try {
            threads.scheduleWithFixedDelay(
                    UpkeepScheduler.guarded("test", ConnectionUse.USUAL, () -> {
                        runs.incrementAndGet();
                        UpkeepSchedulerTest.<RuntimeException>fail(failure);
                    }),
                    0,
                    50,
                    TimeUnit.MILLISECONDS);

            await().until(() -> runs.get() >= 3);
        } finally {
            threads.shutdownNow();
        }
    }

    @SuppressWarnings("unchecked") // any throwable, past the compiler
    private static <T extends Throwable> void fail(Throwable why) throws T {
        throw (T) why;
    }
}
