package org.belay.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.belay.smtp.TestTransactions.ANN;
import static org.belay.smtp.TestTransactions.clear;
import static org.belay.smtp.TestTransactions.letter;
import static org.belay.smtp.TestTransactions.message;
import static org.belay.smtp.TestTransactions.offer;
import static org.belay.testkit.FaultPoint.BODY;
import static org.belay.testkit.FaultPoint.DOT;
import static org.belay.testkit.FaultPoint.RCPT;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.belay.smtp.wire.SmtpTranscript;
import org.belay.testkit.FaultyRelay;
import org.belay.testkit.junit.FaultyRelayExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A permitted transaction is always reported as passed, whatever happens on the wire; a refused one never is. */
@ExtendWith(FaultyRelayExtension.class)
class EndOfDataGateIT {

    /** Counts its calls; subclasses may refuse. */
    static class CountingGate implements EndOfDataGate {
        final AtomicInteger asked = new AtomicInteger();
        final AtomicInteger passed = new AtomicInteger();

        @Override
        public boolean mayEndData() {
            asked.incrementAndGet();
            return true;
        }

        @Override
        public void endOfDataWritten() {
            passed.incrementAndGet();
        }
    }

    private static SmtpTransaction through(EndOfDataGate gate) {
        return new SmtpTransaction("bounce@example.org", List.of(ANN), message(), gate);
    }

    @Test
    void it_is_passed_before_the_relay_replies(FaultyRelay relay) {
        var seen = new CountDownLatch(1);
        relay.at(DOT).await(seen);
        var gate = new CountingGate() {
            @Override
            public void endOfDataWritten() {
                super.endOfDataWritten();
                seen.countDown();
            }
        };

        assertThat(offer(clear(relay), through(gate)).get(0)).isInstanceOf(RecipientOutcome.Accepted.class);

        assertThat(gate.asked).hasValue(1);
        assertThat(gate.passed).hasValue(1);
    }

    @Test
    void it_is_passed_even_if_the_end_of_data_could_not_be_written(FaultyRelay relay) {
        try (var session = SmtpSession.open(clear(relay))) {
            var gate = new CountingGate() {
                @Override
                public boolean mayEndData() {
                    session.abort();
                    return super.mayEndData();
                }
            };

            assertThat(session.offer(through(gate)).get(0)).isInstanceOf(RecipientOutcome.InDoubt.class);
            assertThat(gate.passed).hasValue(1);
        }
        assertThat(relay.took()).isEmpty();
    }

    @Test
    void a_closed_gate_is_not_passed(FaultyRelay relay) {
        var gate = new CountingGate() {
            @Override
            public boolean mayEndData() {
                super.mayEndData();
                return false;
            }
        };

        assertThat(offer(clear(relay), through(gate)).get(0)).isEqualTo(new RecipientOutcome.Withheld());

        assertThat(gate.asked).hasValue(1);
        assertThat(gate.passed).hasValue(0);
        assertThat(relay.took()).isEmpty();
    }

    @Test
    void it_is_not_asked_if_the_transaction_ended_before_the_end_of_data(FaultyRelay relay) {
        relay.onConnection(1).at(RCPT).reply("550 5.1.1 no such user");
        relay.onConnection(2).at(BODY).reply("421 4.3.2 going down").dropConnection();
        var gate = new CountingGate();

        assertThat(offer(clear(relay), through(gate)).get(0)).isInstanceOf(RecipientOutcome.Rejected.class);
        assertThat(gate.asked).hasValue(0);
        offer(clear(relay), through(gate));

        assertThat(gate.passed).hasValue(gate.asked.get());
        assertThat(relay.took()).isEmpty();
    }

    @Test
    void S26_an_exception_of_the_gate_passes_and_ends_the_session(FaultyRelay relay) {
        var before = new CountingGate() {
            @Override
            public boolean mayEndData() {
                throw new IllegalStateException("no disk for the journal");
            }
        };
        var after = new CountingGate() {
            @Override
            public void endOfDataWritten() {
                throw new IllegalStateException("lost count");
            }
        };
        for (CountingGate gate : List.of(before, after)) {
            try (var session = SmtpSession.open(clear(relay))) {
                assertThatThrownBy(() -> session.offer(through(gate))).isInstanceOf(IllegalStateException.class);
                assertThat(session.usable()).isFalse();
                assertThatThrownBy(() -> session.offer(letter(ANN))).hasMessageContaining("is over");
            }
        }
        assertThat(before.passed).hasValue(0);
    }

    @Test
    void S26_an_exception_of_the_transcript_ends_the_session_too(FaultyRelay relay) {
        var listener = new SmtpTranscript() {
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
        try (var session = SmtpSession.open(clear(relay), listener)) {
            assertThat(session.offer(letter(ANN)).get(0)).isInstanceOf(RecipientOutcome.Accepted.class);

            assertThatThrownBy(() -> session.offer(letter(ANN))).hasMessage("the screen is full");
            assertThat(session.usable()).isFalse();
        }
        assertThat(relay.took()).hasSize(1);
    }
}
