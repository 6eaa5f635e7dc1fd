package org.belay.delivery.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ConnectionPermitsTest {
    private static final boolean NOTICE = false;
    private static final boolean CORRECTION = true;

    @Test
    void one_of_three_permits_is_reserved_for_corrections() {
        var places = new ConnectionPermits(3, true);

        assertThat(now(places, NOTICE)).isTrue();
        assertThat(now(places, NOTICE)).isTrue();
        assertThat(now(places, NOTICE)).isFalse();
        assertThat(now(places, CORRECTION)).isTrue();
        assertThat(now(places, CORRECTION)).isFalse();
    }

    @Test
    void corrections_may_use_all_permits() {
        var places = new ConnectionPermits(3, true);
        for (int i = 0; i < 3; i++) {
            assertThat(now(places, CORRECTION)).isTrue();
        }
        assertThat(now(places, NOTICE)).isFalse();
    }

    @Test
    void where_corrections_have_their_own_relay_none_is_reserved() {
        var places = new ConnectionPermits(3, false);
        for (int i = 0; i < 3; i++) {
            assertThat(now(places, NOTICE)).isTrue();
        }
    }

    @Test
    void of_one_or_two_none_is_reserved_but_a_waiting_correction_goes_first() throws Exception {
        var places = new ConnectionPermits(1, true);
        assertThat(now(places, NOTICE)).isTrue();
        var correction = CompletableFuture.supplyAsync(() -> places.acquire(CORRECTION, Duration.ofSeconds(30)));
        await().until(places::isCorrectionWaiting);

        places.release(NOTICE);

        assertThat(correction.get()).isTrue();
        assertThat(now(places, NOTICE)).isFalse();
    }

    @Test
    void s44_permits_shrink_to_what_the_relay_accepts_and_grow_again_one_by_one() {
        var places = new ConnectionPermits(10, true);
        places.shrink(3, 0);
        assertThat(places.allowed()).isEqualTo(3);

        places.probe(Duration.ofSeconds(59).toNanos());
        assertThat(places.allowed()).isEqualTo(3);
        places.probe(Duration.ofSeconds(61).toNanos());
        assertThat(places.allowed()).isEqualTo(4);
    }

    @Test
    void s44_after_a_failed_probe_the_next_one_is_later() {
        var places = new ConnectionPermits(10, true);
        places.shrink(3, 0);
        places.probe(Duration.ofSeconds(61).toNanos());
        places.shrink(3, Duration.ofSeconds(62).toNanos());

        places.probe(Duration.ofSeconds(130).toNanos());

        assertThat(places.allowed()).isEqualTo(3);
    }

    @Test
    void at_least_one_permit_remains() {
        var places = new ConnectionPermits(2, true);
        places.shrink(0, 0);
        assertThat(places.allowed()).isEqualTo(1);
    }

    private static boolean now(ConnectionPermits places, boolean correction) {
        return places.acquire(correction, Duration.ZERO);
    }
}
