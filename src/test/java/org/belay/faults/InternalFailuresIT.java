package org.belay.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.belay.testkit.FaultPoint;
import org.belay.testkit.FaultyRelay;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.TestMailing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An exception inside Belay between claim and outcome loses no mail (docs/faults.md, S61). */
class InternalFailuresIT {
    private static final FaultyRelay relay = FaultyRelay.start();
    private static final FailingClock clock = new FailingClock();

    @RegisterExtension
    static final BelayServer belay =
            BelayServer.serve().relay(relay).auditRelay().clock(clock).set("BELAY_RELAY_CONNECTIONS", "1");

    @AfterEach
    void works() {
        clock.failsAt(Set.of());
    }

    /** The worker lends its only permit to a correction that gets a late reply; its turn ends in between. */
    @Test
    void s61_a_paced_worker_whose_turn_ends_while_its_permit_is_lent_loses_nothing() {
        TestMailing wrong = belay.mailing(1).send().awaitSent();
        relay.forRecipient(wrong.address(0))
                .at(FaultPoint.DOT)
                .delay(Duration.ofSeconds(25))
                .once();
        TestMailing paced = belay.mailing(12).pace(60).send().awaitAccepted(2);

        wrong.disregard();

        paced.awaitSent().assertReachedEveryoneOnce();
        wrong.awaitState("CORRECTED");
    }

    /** The clock is read when the attempt is committed, and again before the end of data, with the connection open. */
    @Test
    void s61_an_exception_before_an_end_of_data_is_not_sent_and_retried() {
        clock.failsAt(Set.of(1, 4, 8, 9, 15, 22, 30));
        TestMailing circular = belay.mailing(20).send().awaitSent();

        circular.assertReachedEveryoneOnce();
        assertThat(clock.failures.get()).isEqualTo(7);
    }

    @Test
    void s61_an_exception_before_the_end_of_data_of_a_correction_is_not_sent_and_retried() {
        TestMailing circular = belay.mailing(20).send().awaitSent();
        clock.failsAt(Set.of(1, 3));

        circular.disregard();

        circular.awaitState("CORRECTED");
        assertThat(circular.acceptedCorrections()).hasSize(20);
        assertThat(clock.failures.get()).isEqualTo(2);
    }

    /** Fails at the n-th check of an attempt's deadline. */
    private static final class FailingClock extends Clock {
        private final AtomicInteger asked = new AtomicInteger();
        private final AtomicInteger failures = new AtomicInteger();
        private volatile Set<Integer> failsAt = Set.of();

        void failsAt(Set<Integer> times) {
            failsAt = times;
            asked.set(0);
            failures.set(0);
        }

        @Override
        public Instant instant() {
            if (!failsAt.isEmpty() && checksDeadline() && failsAt.contains(asked.incrementAndGet())) {
                failures.incrementAndGet();
                throw new IllegalStateException("the clock cannot be read");
            }
            return Instant.now();
        }

        private static boolean checksDeadline() {
            return StackWalker.getInstance()
                    .walk(frames ->
                            frames.anyMatch(frame -> frame.getMethodName().equals("isWithinDeadline")));
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
