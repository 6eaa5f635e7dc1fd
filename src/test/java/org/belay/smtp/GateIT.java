package org.belay.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.belay.smtp.Letters.ANN;
import static org.belay.smtp.Letters.clear;
import static org.belay.smtp.Letters.letter;
import static org.belay.smtp.Letters.message;
import static org.belay.smtp.Letters.offer;
import static org.belay.testkit.Point.BODY;
import static org.belay.testkit.Point.DOT;
import static org.belay.testkit.Point.RCPT;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.belay.testkit.FaultyRelay;
import org.belay.testsupport.FaultyRelayExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A permitted transaction is always reported as passed, whatever happens on the wire; a refused one never is. */
@ExtendWith(FaultyRelayExtension.class)
class GateIT {

    /** Counts its calls; subclasses may refuse. */
    static class Turnstile implements Gate {
        final AtomicInteger asked = new AtomicInteger();
        final AtomicInteger passed = new AtomicInteger();

        @Override
        public boolean open() {
            asked.incrementAndGet();
            return true;
        }

        @Override
        public void passed() {
            passed.incrementAndGet();
        }
    }

    private static Transaction through(Gate gate) {
        return new Transaction("bounce@example.org", List.of(ANN), message(), gate);
    }

    @Test
    void it_is_passed_before_the_relay_replies(FaultyRelay relay) {
        var seen = new CountDownLatch(1);
        relay.at(DOT).await(seen);
        var gate = new Turnstile() {
            @Override
            public void passed() {
                super.passed();
                seen.countDown();
            }
        };

        assertThat(offer(clear(relay), through(gate)).get(0)).isInstanceOf(Outcome.Accepted.class);

        assertThat(gate.asked).hasValue(1);
        assertThat(gate.passed).hasValue(1);
    }

    @Test
    void it_is_passed_even_if_the_end_of_data_could_not_be_written(FaultyRelay relay) {
        try (var session = Session.open(clear(relay))) {
            var gate = new Turnstile() {
                @Override
                public boolean open() {
                    session.abort();
                    return super.open();
                }
            };

            assertThat(session.offer(through(gate)).get(0)).isInstanceOf(Outcome.InDoubt.class);
            assertThat(gate.passed).hasValue(1);
        }
        assertThat(relay.took()).isEmpty();
    }

    @Test
    void a_closed_gate_is_not_passed(FaultyRelay relay) {
        var gate = new Turnstile() {
            @Override
            public boolean open() {
                super.open();
                return false;
            }
        };

        assertThat(offer(clear(relay), through(gate)).get(0)).isEqualTo(new Outcome.Withheld());

        assertThat(gate.asked).hasValue(1);
        assertThat(gate.passed).hasValue(0);
        assertThat(relay.took()).isEmpty();
    }

    @Test
    void it_is_not_asked_if_the_transaction_ended_before_the_end_of_data(FaultyRelay relay) {
        relay.onConnection(1).at(RCPT).reply("550 5.1.1 no such user");
        relay.onConnection(2).at(BODY).reply("421 4.3.2 going down").dropConnection();
        var gate = new Turnstile();

        assertThat(offer(clear(relay), through(gate)).get(0)).isInstanceOf(Outcome.Rejected.class);
        assertThat(gate.asked).hasValue(0);
        offer(clear(relay), through(gate));

        assertThat(gate.passed).hasValue(gate.asked.get());
        assertThat(relay.took()).isEmpty();
    }

    @Test
    void S26_an_exception_of_the_gate_passes_and_ends_the_session(FaultyRelay relay) {
        var before = new Turnstile() {
            @Override
            public boolean open() {
                throw new IllegalStateException("no disk for the journal");
            }
        };
        var after = new Turnstile() {
            @Override
            public void passed() {
                throw new IllegalStateException("lost count");
            }
        };
        for (Turnstile gate : List.of(before, after)) {
            try (var session = Session.open(clear(relay))) {
                assertThatThrownBy(() -> session.offer(through(gate))).isInstanceOf(IllegalStateException.class);
                assertThat(session.usable()).isFalse();
                assertThatThrownBy(() -> session.offer(letter(ANN))).hasMessageContaining("is over");
            }
        }
        assertThat(before.passed).hasValue(0);
    }

    @Test
    void S26_an_exception_of_the_transcript_ends_the_session_too(FaultyRelay relay) {
        var listener = new Transcript() {
            private int mails;

            @Override
            public void client(String line) {
                if (line.startsWith("MAIL") && ++mails == 2) {
                    throw new IllegalStateException("the screen is full");
                }
            }

            @Override
            public void server(String line) {}
        };
        try (var session = Session.open(clear(relay), listener)) {
            assertThat(session.offer(letter(ANN)).get(0)).isInstanceOf(Outcome.Accepted.class);

            assertThatThrownBy(() -> session.offer(letter(ANN))).hasMessage("the screen is full");
            assertThat(session.usable()).isFalse();
        }
        assertThat(relay.took()).hasSize(1);
    }
}
