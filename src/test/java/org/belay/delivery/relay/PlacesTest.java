package org.belay.delivery.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PlacesTest {
    private static final boolean NOTICE = false;
    private static final boolean CORRECTION = true;

    @Test
    void notices_leave_one_of_three_to_corrections() {
        var places = new Places(3, true);

        assertThat(now(places, NOTICE)).isTrue();
        assertThat(now(places, NOTICE)).isTrue();
        assertThat(now(places, NOTICE)).isFalse();
        assertThat(now(places, CORRECTION)).isTrue();
        assertThat(now(places, CORRECTION)).isFalse();
    }

    @Test
    void corrections_may_have_them_all() {
        var places = new Places(3, true);
        for (int i = 0; i < 3; i++) {
            assertThat(now(places, CORRECTION)).isTrue();
        }
        assertThat(now(places, NOTICE)).isFalse();
    }

    @Test
    void where_corrections_have_their_own_relay_none_is_kept() {
        var places = new Places(3, false);
        for (int i = 0; i < 3; i++) {
            assertThat(now(places, NOTICE)).isTrue();
        }
    }

    @Test
    void of_one_or_two_none_is_kept_but_a_correction_that_waits_goes_first() throws Exception {
        var places = new Places(1, true);
        assertThat(now(places, NOTICE)).isTrue();
        var correction = CompletableFuture.supplyAsync(() -> places.take(CORRECTION, Duration.ofSeconds(30)));
        await().until(places::correctionWaits);

        places.give(NOTICE);

        assertThat(correction.get()).isTrue();
        assertThat(now(places, NOTICE)).isFalse();
    }

    @Test
    void s44_they_shrink_to_what_the_relay_takes_and_grow_again_one_by_one() {
        var places = new Places(10, true);
        places.shrink(3, 0);
        assertThat(places.allowed()).isEqualTo(3);

        places.probe(Duration.ofSeconds(59).toNanos());
        assertThat(places.allowed()).isEqualTo(3);
        places.probe(Duration.ofSeconds(61).toNanos());
        assertThat(places.allowed()).isEqualTo(4);
    }

    @Test
    void s44_a_probe_that_fails_again_is_made_more_seldom() {
        var places = new Places(10, true);
        places.shrink(3, 0);
        places.probe(Duration.ofSeconds(61).toNanos());
        places.shrink(3, Duration.ofSeconds(62).toNanos());

        places.probe(Duration.ofSeconds(130).toNanos());

        assertThat(places.allowed()).isEqualTo(3);
    }

    @Test
    void one_always_stays() {
        var places = new Places(2, true);
        places.shrink(0, 0);
        assertThat(places.allowed()).isEqualTo(1);
    }

    private static boolean now(Places places, boolean correction) {
        return places.take(correction, Duration.ZERO);
    }
}
