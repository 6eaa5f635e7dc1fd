package org.belay.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.belay.smtp.EnvelopeFaultsIT.deferred;
import static org.belay.smtp.TestTransactions.ANN;
import static org.belay.smtp.TestTransactions.BOB;
import static org.belay.smtp.TestTransactions.CEM;
import static org.belay.smtp.TestTransactions.clear;
import static org.belay.smtp.TestTransactions.impatient;
import static org.belay.smtp.TestTransactions.letter;
import static org.belay.smtp.TestTransactions.letterOf;
import static org.belay.smtp.TestTransactions.message;
import static org.belay.smtp.TestTransactions.offer;
import static org.belay.smtp.TestTransactions.offerOne;
import static org.belay.testkit.FaultPoint.BODY;
import static org.belay.testkit.FaultPoint.DATA;
import static org.belay.testkit.FaultPoint.DOT;
import static org.belay.testkit.FaultPoint.RCPT;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.belay.smtp.wire.DotStuffing;
import org.belay.smtp.wire.SmtpReply;
import org.belay.testkit.FaultyRelay;
import org.belay.testkit.TestAuthority;
import org.belay.testkit.junit.FaultyRelayExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * From the 354 to the reply to the end of data: in doubt if and only if the end of data may have arrived and no
 * complete reply came back.
 */
@ExtendWith(FaultyRelayExtension.class)
class MessageFaultsIT {

    @Test
    void S17_a_temporary_refusal_of_the_end_of_data_defers(FaultyRelay relay) {
        relay.at(DOT).reply("451 4.3.0 later").once();
        try (var session = SmtpSession.open(clear(relay))) {
            deferred(session.offer(letter(ANN)).get(0), SmtpStage.END, "451 4.3.0 later");
            assertThat(relay.took()).isEmpty();
            assertThat(session.offer(letter(ANN)).get(0)).isInstanceOf(RecipientOutcome.Accepted.class);
        }
    }

    @Test
    void S18_a_permanent_refusal_of_the_end_of_data_rejects_its_recipients_and_no_others(FaultyRelay relay) {
        relay.at(DOT).reply("554 5.7.1 looks like spam").once();
        relay.forRecipient(BOB).at(RCPT).reply("450 4.2.0 later").once();
        try (var session = SmtpSession.open(clear(relay))) {
            var outcomes = session.offer(letter(ANN, BOB, CEM));

            rejectedAtTheEnd(outcomes.get(0), "554 5.7.1 looks like spam");
            deferred(outcomes.get(1), SmtpStage.RCPT, "450 4.2.0 later");
            rejectedAtTheEnd(outcomes.get(2), "554 5.7.1 looks like spam");
            assertThat(session.offer(letter(ANN)).get(0)).isInstanceOf(RecipientOutcome.Accepted.class);
        }
        assertThat(relay.took()).hasSize(1);
    }

    @Test
    void S19_a_refusal_is_read_even_if_the_connection_ends_with_it(FaultyRelay relay) {
        relay.onConnection(1).at(DOT).reply("554 5.7.1 looks like spam").dropConnection();
        relay.onConnection(2).at(DOT).reply("554 5.7.1 looks like spam").resetConnection();

        rejectedAtTheEnd(offerOne(clear(relay)), "554 5.7.1 looks like spam");
        // a reset may overtake the reply on the network; then it is in doubt, never "not sent" and never 2xx
        assertThat(offerOne(clear(relay)))
                .isInstanceOfAny(RecipientOutcome.Rejected.class, RecipientOutcome.InDoubt.class);
    }

    @Test
    void S20_accepted_stays_accepted_whatever_happens_to_the_connection_then(FaultyRelay relay) {
        relay.at(DOT).reply("250 2.0.0 taken").dropConnection();

        try (var session = SmtpSession.open(clear(relay))) {
            assertThat(session.offer(letter(ANN)).get(0)).isInstanceOf(RecipientOutcome.Accepted.class);
            if (session.usable()) { // the end of the connection shows only where the next reply should be
                deferred(session.offer(letter(BOB)).get(0), SmtpStage.MAIL);
            }
        }
        assertThat(relay.took()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"251 forwarded", "252 perhaps", "299 2.0.0 yes", "200"})
    void S21_every_2xx_to_the_end_of_data_accepts(String answer, FaultyRelay relay) {
        relay.at(DOT).reply(answer);

        assertThat(offerOne(clear(relay))).isInstanceOf(RecipientOutcome.Accepted.class);
        assertThat(relay.took()).hasSize(1);
    }

    @Test
    void S22_S23_a_connection_that_ends_after_the_end_of_data_leaves_doubt(FaultyRelay relay) {
        relay.onConnection(1).after(DOT).keepMessage().dropConnection();
        relay.onConnection(2).after(DOT).dropConnection();
        relay.onConnection(3).after(DOT).resetConnection();

        var kept = offerOne(clear(relay));
        var lost = offerOne(clear(relay));
        var torn = offerOne(clear(relay));

        assertThat(kept).isInstanceOf(RecipientOutcome.InDoubt.class).isEqualTo(lost); // the two cannot be told apart
        assertThat(torn).isInstanceOf(RecipientOutcome.InDoubt.class);
        assertThat(relay.took()).hasSize(1);
    }

    @Test
    void S24_S29_a_reply_after_the_deadline_leaves_doubt(FaultyRelay relay) {
        var gaveUp = new CountDownLatch(1);
        relay.at(DOT).await(gaveUp);

        var outcome = offerOne(impatient(clear(relay), SmtpStage.END));
        gaveUp.countDown();

        assertThat(outcome).isInstanceOf(RecipientOutcome.InDoubt.class);
        assertThat(outcome.why()).contains("no complete reply within 300 ms");
    }

    @Test
    void S25_a_connection_that_ends_within_the_message_defers(FaultyRelay relay) {
        relay.onConnection(1).at(BODY).read(10_000).dropConnection();
        relay.onConnection(2).at(BODY).read(10_000).resetConnection();

        for (int i = 0; i < 2; i++) {
            var outcome = offer(clear(relay), letterOf(longMessage(), ANN)).get(0);
            assertThat(outcome).isInstanceOf(RecipientOutcome.Deferred.class);
        }
        assertThat(relay.took()).isEmpty();
    }

    @Test
    void S26_an_internal_failure_before_the_end_of_data_closes_the_connection(FaultyRelay relay) {
        try (var session = SmtpSession.open(clear(relay))) {
            var broken = new SmtpTransaction("bounce@example.org", List.of(ANN), message(), () -> {
                throw new IllegalStateException("no disk for the journal");
            });
            assertThatThrownBy(() -> session.offer(broken)).hasMessage("no disk for the journal");
            assertThat(session.usable()).isFalse();
            assertThatThrownBy(() -> session.offer(letter(ANN))).isInstanceOf(IllegalStateException.class);
        }
        assertThat(relay.took()).isEmpty();
    }

    @Test
    void S27_a_relay_that_stops_reading_is_abandoned_at_the_deadline_of_a_block(FaultyRelay relay) {
        relay.at(BODY).stopReading();

        var outcome = offer(impatient(clear(relay), SmtpStage.BODY), letterOf(longMessage(), ANN))
                .get(0);

        deferred(outcome, SmtpStage.BODY);
        assertThat(relay.took()).isEmpty();
    }

    @Test
    void S27_also_behind_TLS(FaultyRelay relay) {
        var authority = new TestAuthority();
        relay.withTls(authority.server("localhost")).at(BODY).stopReading();
        var address = TestTransactions.to(relay, TransportSecurity.TLS).withTrust(authority.client());

        deferred(
                offer(impatient(address, SmtpStage.BODY), letterOf(longMessage(), ANN))
                        .get(0),
                SmtpStage.BODY);
    }

    @Test
    void S30_slow_bytes_after_the_end_of_data_leave_doubt_at_the_deadline(FaultyRelay relay) {
        relay.at(DOT).drip("250-still there", Duration.ofMillis(20));

        assertThat(offerOne(impatient(clear(relay), SmtpStage.END))).isInstanceOf(RecipientOutcome.InDoubt.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ok", "", "2500 taken", "250_taken", "099 no", "650 what", "<b>250</b>"})
    void S31_garbage_after_the_end_of_data_leaves_doubt(String answer, FaultyRelay relay) {
        relay.at(DOT).reply(answer);

        assertThat(offerOne(clear(relay))).isInstanceOf(RecipientOutcome.InDoubt.class);
    }

    @Test
    void S32_an_endless_reply_after_the_end_of_data_leaves_doubt(FaultyRelay relay) {
        relay.at(DOT).flood("250-x\r\n");

        assertThat(offerOne(clear(relay))).isInstanceOf(RecipientOutcome.InDoubt.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"250-taken\r\n554 not", "554-no\r\n250 taken", "354 go on"})
    void S34_a_reply_that_contradicts_itself_or_answers_something_else_is_not_believed(
            String answer, FaultyRelay relay) {
        relay.at(DOT).reply(answer);

        assertThat(offerOne(clear(relay))).isInstanceOf(RecipientOutcome.InDoubt.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"25", "250", "250 taken", "250 taken\r", "250-taken\r\n", "250 taken\n", "250 ta\rken\r\n"})
    void S35_a_reply_is_complete_with_its_last_line_end_and_not_before(String bytes, FaultyRelay relay) {
        relay.at(DOT).raw(bytes.getBytes(StandardCharsets.US_ASCII)).dropConnection();

        assertThat(offerOne(clear(relay))).isInstanceOf(RecipientOutcome.InDoubt.class);
    }

    @Test
    void S37_a_reply_that_arrived_before_the_end_of_data_is_not_believed(FaultyRelay relay) {
        relay.at(DATA).reply("354 go on", "250 2.0.0 taken");

        try (var session = SmtpSession.open(clear(relay))) {
            var outcome = session.offer(letter(ANN)).get(0);

            deferred(outcome, SmtpStage.BODY);
            assertThat(outcome.why()).contains("250 2.0.0 taken");
            assertThat(session.usable()).isFalse();
        }
        assertThat(relay.took()).isEmpty();
    }

    @Test
    void S37_also_behind_TLS(FaultyRelay relay) {
        var authority = new TestAuthority();
        relay.withTls(authority.server("localhost")).at(DATA).reply("354 go on").reply("250 2.0.0 taken");

        var outcome = offerOne(TestTransactions.to(relay, TransportSecurity.TLS).withTrust(authority.client()));

        assertThat(outcome.mayHaveIt()).isFalse();
        assertThat(relay.took()).isEmpty();
    }

    @Test
    void S43_a_421_to_the_end_of_data_defers(FaultyRelay relay) {
        relay.at(DOT).reply("421 4.3.2 going down").dropConnection();

        try (var session = SmtpSession.open(clear(relay))) {
            deferred(session.offer(letter(ANN)).get(0), SmtpStage.END, "421 4.3.2 going down");
            assertThat(session.usable()).isFalse();
        }
    }

    @Test
    void a_message_refused_by_the_gate_is_withheld_and_the_relay_has_nothing(FaultyRelay relay) {
        try (var session = SmtpSession.open(clear(relay))) {
            var stopped = new SmtpTransaction("bounce@example.org", List.of(ANN, BOB), message(), () -> false);

            assertThat(session.offer(stopped)).containsOnly(new RecipientOutcome.Withheld());
            assertThat(session.usable()).isFalse();
        }
        assertThat(relay.took()).isEmpty();
    }

    @Test
    void when_the_gate_is_asked_the_relay_has_everything_except_the_end_of_data(FaultyRelay relay) throws Exception {
        byte[] message = message();
        var arrived = new CountDownLatch(1);
        // the end of the last line belongs to the end of data, so not even that has arrived
        relay.at(BODY)
                .read(DotStuffing.withoutLastLineEnd(DotStuffing.stuff(message)))
                .announce(arrived)
                .dropConnection();
        var asked = new AtomicReference<Boolean>();
        var transaction = new SmtpTransaction("bounce@example.org", List.of(ANN), message, () -> {
            try {
                asked.set(arrived.await(20, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return true;
        });

        offer(clear(relay), transaction);

        assertThat(asked).hasValue(true);
    }

    @Test
    void another_thread_can_abort_a_waiting_session(FaultyRelay relay) throws Exception {
        var reached = new CountDownLatch(1);
        relay.at(DOT).announce(reached).fallSilent();
        try (var session = SmtpSession.open(clear(relay))) {
            var cutter = new Thread(() -> {
                try {
                    reached.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                session.abort();
            });
            cutter.start();

            assertThat(session.offer(letter(ANN)).get(0)).isInstanceOf(RecipientOutcome.InDoubt.class);
            cutter.join();
        }
    }

    @Test
    void a_connection_closed_while_idle_is_noticed_before_the_next_message(FaultyRelay relay) {
        relay.at(DOT).reply("250 2.0.0 taken").dropConnection();
        try (var session = SmtpSession.open(clear(relay))) {
            session.offer(letter(ANN));

            await().until(() -> !session.usable());
        }
    }

    private static byte[] longMessage() {
        return message("A line of a message that is longer than any buffer on the way.\r\n".repeat(200_000));
    }

    private static void rejectedAtTheEnd(RecipientOutcome outcome, String answer) {
        assertThat(outcome)
                .isEqualTo(new RecipientOutcome.Rejected(SmtpStage.END, new SmtpReply(554, List.of(answer))));
    }
}
