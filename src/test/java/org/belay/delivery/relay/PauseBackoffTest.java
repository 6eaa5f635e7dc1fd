package org.belay.delivery.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class PauseBackoffTest {

    @Property
    void no_wait_is_shorter_than_seven_seconds_or_longer_than_thirteen_minutes(
            @ForAll @DoubleRange(min = 0, max = 1) double chance, @ForAll @IntRange(min = 1, max = 100) int failures) {
        var backoff = new PauseBackoff(() -> chance);
        for (int i = 0; i < failures; i++) {
            assertThat(backoff.next()).isBetween(Duration.ofSeconds(7), Duration.ofMinutes(13));
        }
        backoff.reset();
        assertThat(backoff.next()).isLessThan(Duration.ofSeconds(13));
    }
}
