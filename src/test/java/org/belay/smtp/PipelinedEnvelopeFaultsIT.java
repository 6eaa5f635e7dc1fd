package org.belay.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.belay.smtp.TestTransactions.ANN;
import static org.belay.smtp.TestTransactions.BOB;
import static org.belay.smtp.TestTransactions.clear;
import static org.belay.smtp.TestTransactions.letter;
import static org.belay.smtp.TestTransactions.offer;
import static org.belay.testkit.FaultPoint.DATA;
import static org.belay.testkit.FaultPoint.EHLO;
import static org.belay.testkit.FaultPoint.MAIL;
import static org.belay.testkit.FaultPoint.RCPT;

import java.util.stream.IntStream;
import org.belay.testkit.FaultyRelay;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The same tests if the relay offers PIPELINING and the envelope is sent in one piece. */
class PipelinedEnvelopeFaultsIT extends EnvelopeFaultsIT {

    @BeforeEach
    void it_may_pipeline(FaultyRelay relay) {
        relay.offering("PIPELINING", "8BITMIME");
    }

    @Test
    void S50_the_envelope_is_sent_before_its_first_reply(FaultyRelay relay) {
        relay.offering(); // so that pipelining shows as an offence
        relay.onConnection(1).at(EHLO).reply("250-faulty.relay", "250 PIPELINING");
        assertThat(offer(clear(relay), letter(ANN, BOB))).allMatch(o -> o instanceof RecipientOutcome.Accepted);
        assertThat(relay.protocolErrors()).isNotEmpty().allMatch(o -> o.startsWith("sent more before the reply to"));
        int once = relay.protocolErrors().size();

        assertThat(offer(clear(relay), letter(ANN, BOB))).allMatch(o -> o instanceof RecipientOutcome.Accepted);

        assertThat(relay.protocolErrors()).hasSize(once); // not offered any more: one command at a time
        spokeAhead = true;
    }

    @Test
    void S50_an_envelope_larger_than_all_buffers_does_not_deadlock(FaultyRelay relay) {
        String[] people = IntStream.range(0, 5_000)
                .mapToObj(i -> "person-" + i + "-with-a-name-of-some-length@department.example.org")
                .toArray(String[]::new);
        relay.at(RCPT).reply("250 2.1.5 " + "a long-winded relay ".repeat(20));

        var outcomes = offer(clear(relay), letter(people));

        assertThat(outcomes).hasSize(5_000).allMatch(o -> o instanceof RecipientOutcome.Accepted);
        assertThat(relay.took()).hasSize(5_000);
    }

    @Test
    void a_354_without_an_accepted_recipient_is_answered_with_an_empty_message(FaultyRelay relay) {
        relay.forRecipient(ANN).at(RCPT).reply("550 5.1.1 no such user");
        relay.onTransaction(1).at(DATA).reply("354 whatever");
        try (var session = SmtpSession.open(clear(relay))) {
            assertThat(session.offer(letter(ANN)).get(0)).isInstanceOf(RecipientOutcome.Rejected.class);
            assertThat(session.usable()).isTrue();
            assertThat(session.offer(letter(BOB)).get(0)).isInstanceOf(RecipientOutcome.Accepted.class);
        }
        assertThat(relay.took()).hasSize(1);
    }

    @Test
    void S36_an_extra_reply_before_a_refused_DATA_is_detected(FaultyRelay relay) {
        // read one place off, Ann would get 550, Bob 250, DATA 550: the wrong recipient accepted, the other refused
        relay.at(MAIL).reply("250 2.1.0 ok", "550 5.1.1 about nobody");
        relay.forRecipient(BOB).at(RCPT).reply("550 5.1.1 no such user");

        var outcomes = offer(clear(relay), letter(ANN, BOB));

        assertThat(outcomes).allMatch(o -> o instanceof RecipientOutcome.Deferred);
        assertThat(relay.took()).isEmpty();
    }

    @Override
    @Test
    void S12_when_all_are_refused_there_is_no_DATA_and_the_next_one_starts_clean(FaultyRelay relay) {
        relay.forRecipient(ANN).at(RCPT).reply("550 5.1.1 no such user");
        try (var session = SmtpSession.open(clear(relay))) {
            assertThat(session.offer(letter(ANN)).get(0)).isInstanceOf(RecipientOutcome.Rejected.class);
            assertThat(session.offer(letter(BOB)).get(0)).isInstanceOf(RecipientOutcome.Accepted.class);
        }
        assertThat(commands(relay)) // DATA is pipelined; the relay refuses it
                .containsExactly("EHLO", "MAIL", "RCPT", "DATA", "RSET", "MAIL", "RCPT", "DATA", "QUIT");
    }
}
