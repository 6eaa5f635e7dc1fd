package org.belay.delivery.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.belay.delivery.reply.RelayLimits;
import org.belay.testsupport.database.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The limits of a relay over two processes, which know each other only through the database. */
class RelayQuotaIT {
    private static final boolean NOTICE = false;
    private static final boolean CORRECTION = true;
    private static final TestDatabase database = TestDatabase.fresh();
    private static final AtomicInteger relays = new AtomicInteger();

    private final String relay = "relay-" + relays.incrementAndGet();

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    void two_processes_give_a_relay_no_more_than_its_day() {
        List<RelayQuota> nodes = nodes(limits(0, 0, 400));

        assertThat(granted(nodes, NOTICE)).as("half of it").isEqualTo(200);
        assertThat(granted(nodes, CORRECTION)).isEqualTo(200);
    }

    @Test
    void recipients_that_the_relay_did_not_accept_do_not_count() {
        RelayQuota node = nodes(limits(0, 0, 40)).get(0);
        assertThat(node.requestPermit(CORRECTION, 40).granted()).isTrue();
        assertThat(node.requestPermit(CORRECTION, 1).granted()).isFalse();

        node.giveBack(CORRECTION, 15);

        assertThat(node.requestPermit(CORRECTION, 15).granted()).isTrue();
        assertThat(node.requestPermit(CORRECTION, 1).granted()).isFalse();
    }

    @Test
    void two_processes_together_keep_to_the_messages_of_a_minute() {
        List<RelayQuota> nodes = nodes(limits(600, 0, 0));
        long begun = System.nanoTime();

        IntStream.range(0, 10)
                .forEach(i -> await().pollInterval(Duration.ofMillis(5))
                        .until(() -> nodes.get(i % 2).requestPermit(NOTICE, 1).granted()));

        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .as("ten messages, one every 100 ms")
                .isGreaterThan(Duration.ofMillis(850));
    }

    @Test
    void a_waiting_correction_goes_before_the_notices_of_every_process() {
        List<RelayQuota> nodes = nodes(limits(60_000, 0, 0));
        nodes.get(0).requestPermit(CORRECTION, 1);

        LimitDecision notice = nodes.get(1).requestPermit(NOTICE, 1);

        assertThat(notice.granted()).isFalse();
        assertThat(notice.trouble()).as("it is no reason to pause").isEmpty();
    }

    @Test
    void a_relay_without_limits_costs_no_transaction() {
        nodes(limits(0, 0, 0)).forEach(node -> IntStream.range(0, 100).forEach(i -> node.requestPermit(NOTICE, 500)));

        assertThat(database.jdbc()
                        .sql("SELECT count(*) FROM relay_rate WHERE relay = :relay")
                        .param("relay", relay)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void at_five_thousand_a_second_it_costs_a_transaction_for_a_hundred_messages() {
        RelayQuota node = nodes(limits(0, 5_000, 0)).get(0);
        await().until(() -> node.requestPermit(NOTICE, 1).granted());

        IntStream.range(0, 90)
                .forEach(i -> assertThat(node.requestPermit(NOTICE, 1).granted())
                        .as("taken ahead with the first")
                        .isTrue());
    }

    private int granted(List<RelayQuota> nodes, boolean correction) {
        return nodes.parallelStream()
                .mapToInt(node -> {
                    int granted = 0;
                    while (node.requestPermit(correction, 1).granted()) {
                        granted++;
                    }
                    return granted;
                })
                .sum();
    }

    private List<RelayQuota> nodes(RelayLimits limits) {
        return IntStream.range(0, 2)
                .mapToObj(i -> new RelayQuota(
                        relay, limits, true, new RelayQuotaStore(database.jdbc()), database.transaction()))
                .toList();
    }

    private static RelayLimits limits(int perMinute, int recipientsPerSecond, int perDay) {
        return new RelayLimits(
                2, 0, 100, 0, perMinute, recipientsPerSecond, perDay, RelayLimits.DayWindow.ROLLING, 0, false);
    }
}
