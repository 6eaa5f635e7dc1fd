package org.belay.access.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SignInThrottleTest {
    private final Hand clock = new Hand();
    private final SignInThrottle throttle = new SignInThrottle(clock);

    @Test
    void five_guesses_at_one_account_from_one_place_then_one_each_half_minute() {
        assertThat(guesses("ann", "10.0.0.1", 100)).isEqualTo(5);
        clock.forward(Duration.ofSeconds(29));
        assertThat(guesses("ann", "10.0.0.1", 1)).isZero();
        clock.forward(Duration.ofSeconds(1));
        assertThat(guesses("ann", "10.0.0.1", 100)).isEqualTo(1);
    }

    @Test
    void the_names_of_one_directory_entry_share_its_attempts() {
        String entry = SignInThrottle.entry("uid=ann,dc=corp");
        for (String typed : new String[] {"ann", "ann@corp.example", "corp ann", "a.nn", "ann2"}) {
            assertThat(throttle.take(typed, "10.0.0.1")).isEmpty();
            assertThat(throttle.take(entry, "10.0.0.1")).isEmpty();
        }
        assertThat(throttle.take("ann3", "10.0.0.1")).isEmpty();
        assertThat(throttle.take(entry, "10.0.0.1")).isPresent();
    }

    @Test
    void thirty_attempts_of_a_place_that_name_no_account_and_right_ones_are_given_back() {
        for (int i = 0; i < 29; i++) {
            assertThat(throttle.takeOf("10.0.0.1")).isEmpty();
        }
        for (int i = 0; i < 100; i++) {
            assertThat(throttle.takeOf("10.0.0.1")).isEmpty();
            throttle.succeeded("10.0.0.1");
        }
        assertThat(throttle.takeOf("10.0.0.1")).isEmpty();
        assertThat(throttle.takeOf("10.0.0.1")).isPresent();
        assertThat(throttle.takeOf("10.0.0.2")).isEmpty();
    }

    @Test
    void one_place_that_tries_many_accounts_is_slowed_down() {
        int taken = 0;
        for (int i = 0; i < 100; i++) {
            taken += guesses("user" + i, "10.0.0.1", 1);
        }
        assertThat(taken).isEqualTo(30);
        assertThat(guesses("ann", "10.0.0.2", 1)).isEqualTo(1);
    }

    @Test
    void many_places_that_guess_at_one_account_are_slowed_down() {
        int taken = 0;
        for (int i = 0; i < 200; i++) {
            taken += guesses("ann", "10.0.1." + i, 1);
        }
        assertThat(taken).isEqualTo(50);
    }

    @Test
    void strangers_cannot_lock_the_owner_out_of_the_place_where_they_signed_in_before() {
        throttle.take("ann", "10.0.0.1");
        throttle.succeeded("ann", "10.0.0.1");
        for (int i = 0; i < 200; i++) {
            guesses("ann", "10.0.1." + i, 5);
        }
        assertThat(throttle.take("ann", "10.0.0.1")).isEmpty();
    }

    @Test
    void a_correct_password_is_never_slowed_down() {
        for (int i = 0; i < 500; i++) {
            assertThat(throttle.take("ann", "10.0.0.1")).isEmpty();
            throttle.succeeded("ann", "10.0.0.1");
        }
    }

    @Test
    void it_says_how_long_to_wait() {
        guesses("ann", "10.0.0.1", 5);
        clock.forward(Duration.ofSeconds(10));
        assertThat(throttle.take("ann", "10.0.0.1")).contains(Duration.ofSeconds(20));
    }

    private int guesses(String account, String place, int tries) {
        int taken = 0;
        for (int i = 0; i < tries; i++) {
            taken += throttle.take(account, place).isEmpty() ? 1 : 0;
        }
        return taken;
    }

    private static final class Hand extends Clock {
        private Instant now = Instant.parse("2026-11-24T12:00:00Z");

        void forward(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
