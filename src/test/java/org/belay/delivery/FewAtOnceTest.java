package org.belay.delivery;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FewAtOnceTest {

    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger inside = new AtomicInteger();

    @Test
    void as_many_as_it_has_places_for_and_the_next_when_one_has_done() {
        var two = new FewAtOnce(2, Duration.ofHours(1));
        CompletableFuture<?>[] three = {started(two), started(two), started(two)};
        await().until(() -> inside.get() == 2);
        end.countDown();
        CompletableFuture.allOf(three).join();
        assertThat(inside).hasValue(3);
    }

    @Test
    void whoever_waited_too_long_goes_on_without_a_place() {
        var none = new FewAtOnce(0, Duration.ofMillis(1));
        assertThat(none.run(() -> "done")).isEqualTo("done");
        assertThat(none.run(() -> "again")).isEqualTo("again");
    }

    @Test
    void what_fails_gives_its_place_back() {
        var one = new FewAtOnce(1, Duration.ofHours(1));
        assertThat(CompletableFuture.runAsync(() -> one.run(() -> {
                    throw new IllegalStateException("on purpose");
                })))
                .failsWithin(10, SECONDS);
        assertThat(one.<String>run(() -> "done")).isEqualTo("done");
    }

    private CompletableFuture<Integer> started(FewAtOnce few) {
        var done = new CompletableFuture<Integer>();
        new Thread(() -> done.complete(few.run(() -> {
                    int number = inside.incrementAndGet();
                    awaitEnd();
                    return number;
                })))
                .start();
        return done;
    }

    private void awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
