package org.belay.delivery.ledger;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ConcurrencyLimitTest {

    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger inside = new AtomicInteger();

    @Test
    void as_many_threads_run_as_there_are_permits_and_the_next_when_one_has_ended() {
        var two = new ConcurrencyLimit(2, Duration.ofSeconds(10));
        List<Thread> three = List.of(start(two), start(two), start(two));
        await().until(() -> inside.get() == 2 && three.stream().anyMatch(ConcurrencyLimitTest::waitsForItsTurn));

        end.countDown();
        await().until(() -> inside.get() == 3);
    }

    @Test
    void a_thread_that_waited_too_long_runs_without_a_permit() {
        var none = new ConcurrencyLimit(0, Duration.ofMillis(1));
        assertThat(none.run(() -> "done")).isEqualTo("done");
        assertThat(none.run(() -> "again")).isEqualTo("again");
    }

    @Test
    void an_interrupted_thread_runs_and_stays_interrupted() {
        var none = new ConcurrencyLimit(0, Duration.ofSeconds(10));
        Thread.currentThread().interrupt();
        assertThat(none.run(() -> "done")).isEqualTo("done");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void failing_work_returns_its_permit() {
        var one = new ConcurrencyLimit(1, Duration.ofHours(1));
        assertThatIllegalStateException()
                .isThrownBy(() -> one.run(() -> {
                    throw new IllegalStateException("on purpose");
                }));
        assertThat(CompletableFuture.supplyAsync(() -> one.run(() -> "done"))).succeedsWithin(10, SECONDS);
    }

    /** {@code TIMED_WAITING} only for a permit: running work waits without a limit. */
    private static boolean waitsForItsTurn(Thread thread) {
        return thread.getState() == Thread.State.TIMED_WAITING;
    }

    private Thread start(ConcurrencyLimit few) {
        var thread = new Thread(() -> few.run(() -> {
            inside.incrementAndGet();
            awaitEnd();
            return "done";
        }));
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
