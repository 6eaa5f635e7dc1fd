package org.belay.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.belay.smtp.TestTransactions.ANN;
import static org.belay.smtp.TestTransactions.BOB;
import static org.belay.smtp.TestTransactions.CEM;
import static org.belay.smtp.TestTransactions.clear;
import static org.belay.smtp.TestTransactions.letter;
import static org.belay.testkit.FaultPoint.DOT;
import static org.belay.testkit.FaultPoint.RCPT;

import java.util.Optional;
import org.belay.testkit.FaultyRelay;
import org.belay.testkit.junit.FaultyRelayExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The session counts what a relay counts on a connection before it slows down or disconnects. */
@ExtendWith(FaultyRelayExtension.class)
class SessionCountersIT {

    @Test
    void S45_a_session_counts_its_messages_and_refusals(FaultyRelay relay) {
        relay.forRecipient(BOB).at(RCPT).reply("550 5.1.1 no such user");
        relay.forRecipient(CEM).at(DOT).reply("451 4.3.0 later");
        try (var session = SmtpSession.open(clear(relay))) {
            assertThat(session.messages()).isZero();
            assertThat(session.refusals()).isZero();

            session.offer(letter(BOB));
            session.offer(letter(BOB));
            assertThat(session.refusals()).isEqualTo(2).isEqualTo(session.refusalsInARow());
            session.offer(letter(ANN, BOB));
            assertThat(session.refusals()).isEqualTo(3);
            assertThat(session.refusalsInARow()).isZero(); // the relay accepted a message after them
            session.offer(letter(CEM));

            assertThat(session.refusals()).isEqualTo(4);
            assertThat(session.refusalsInARow()).isEqualTo(1);
            assertThat(session.messages()).isEqualTo(4);
        }
    }

    @Test
    void S45_an_announced_message_counts_when_it_is_offered(FaultyRelay relay) {
        relay.offering("PIPELINING");
        relay.forRecipient(BOB).at(RCPT).reply("550 5.1.1 no such user");
        var next = letter(BOB);
        try (var session = SmtpSession.open(clear(relay).withOverlap(true))) {
            session.offer(letter(ANN), Optional.of(next));
            assertThat(session.messages()).isEqualTo(1);
            assertThat(session.refusals()).isZero();

            session.offer(next);

            assertThat(session.messages()).isEqualTo(2);
            assertThat(session.refusals()).isEqualTo(2); // the recipient, and DATA without a recipient
        }
    }
}
