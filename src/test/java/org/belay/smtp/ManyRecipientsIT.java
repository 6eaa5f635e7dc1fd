package org.belay.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.belay.smtp.EnvelopeFaultsIT.deferred;
import static org.belay.smtp.TestTransactions.ANN;
import static org.belay.smtp.TestTransactions.BOB;
import static org.belay.smtp.TestTransactions.CEM;
import static org.belay.smtp.TestTransactions.clear;
import static org.belay.smtp.TestTransactions.letter;
import static org.belay.smtp.TestTransactions.message;
import static org.belay.smtp.TestTransactions.offer;
import static org.belay.testkit.FaultPoint.DATA;
import static org.belay.testkit.FaultPoint.DOT;
import static org.belay.testkit.FaultPoint.RCPT;

import java.util.List;
import org.belay.testkit.AcceptedRecipient;
import org.belay.testkit.FaultyRelay;
import org.belay.testkit.junit.FaultyRelayExtension;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One message for several recipients: a reply about one concerns no other, with PIPELINING and without. */
@ExtendWith(FaultyRelayExtension.class)
class ManyRecipientsIT {
    private static final String DAN = "dan@example.org";

    private static void speakingAhead(boolean pipelining, FaultyRelay relay) {
        relay.offering(pipelining ? "PIPELINING" : "8BITMIME");
    }

    /** Ann and Dan are accepted, Bob is refused and Cem deferred. */
    private static void mixed(boolean pipelining, FaultyRelay relay) {
        speakingAhead(pipelining, relay);
        relay.forRecipient(BOB).at(RCPT).reply("550 5.1.1 no such user");
        relay.forRecipient(CEM).at(RCPT).reply("450 4.2.1 later");
    }

    private static void bobAndCemAsTheRelaySaid(List<RecipientOutcome> outcomes) {
        assertThat(outcomes.get(1)).isInstanceOfSatisfying(RecipientOutcome.Rejected.class, r -> {
            assertThat(r.stage()).isEqualTo(SmtpStage.RCPT);
            assertThat(r.why()).isEqualTo("550 5.1.1 no such user");
        });
        deferred(outcomes.get(2), SmtpStage.RCPT, "450 4.2.1 later");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void S22_S23_only_recipients_that_the_relay_accepted_are_in_doubt(boolean pipelining, FaultyRelay relay) {
        mixed(pipelining, relay);
        relay.at(DOT).keepMessage().dropConnection();

        var outcomes = offer(clear(relay), letter(ANN, BOB, CEM, DAN));

        assertThat(outcomes.get(0)).isInstanceOf(RecipientOutcome.InDoubt.class);
        assertThat(outcomes.get(3)).isInstanceOf(RecipientOutcome.InDoubt.class);
        bobAndCemAsTheRelaySaid(outcomes);
        assertThat(recipients(relay)).containsExactly(ANN, DAN);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void S18_a_refused_end_of_data_refuses_its_recipients(boolean pipelining, FaultyRelay relay) {
        mixed(pipelining, relay);
        relay.at(DOT).reply("554 5.7.1 looks like spam");

        var outcomes = offer(clear(relay), letter(ANN, BOB, CEM, DAN));

        for (int taken : new int[] {0, 3}) {
            assertThat(outcomes.get(taken))
                    .isInstanceOfSatisfying(
                            RecipientOutcome.Rejected.class,
                            r -> assertThat(r.stage()).isEqualTo(SmtpStage.END));
        }
        bobAndCemAsTheRelaySaid(outcomes);
        assertThat(relay.took()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void S18_repeated_with_single_recipients_each_has_its_own_reply(boolean pipelining, FaultyRelay relay) {
        speakingAhead(pipelining, relay);
        relay.forRecipient(BOB).at(DOT).reply("554 5.7.1 Bob wants none of this");
        try (var session = SmtpSession.open(clear(relay))) {
            byte[] shared = message();
            assertThat(session.offer(TestTransactions.letterOf(shared, ANN, BOB)))
                    .allMatch(o -> o instanceof RecipientOutcome.Rejected);
            assertThat(relay.took()).isEmpty();

            assertThat(session.offer(TestTransactions.letterOf(shared, ANN)).get(0))
                    .isInstanceOf(RecipientOutcome.Accepted.class);
            assertThat(session.offer(TestTransactions.letterOf(shared, BOB)).get(0))
                    .isInstanceOf(RecipientOutcome.Rejected.class);
        }
        assertThat(recipients(relay)).containsExactly(ANN);
        assertThat(relay.protocolErrors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void S17_S43_a_deferred_end_of_data_defers_its_recipients(boolean pipelining, FaultyRelay relay) {
        mixed(pipelining, relay);
        relay.onConnection(1).at(DOT).reply("451 4.3.0 later");
        relay.onConnection(2).at(DOT).reply("421 4.3.2 going down").dropConnection();

        for (String answer : List.of("451 4.3.0 later", "421 4.3.2 going down")) {
            var outcomes = offer(clear(relay), letter(ANN, BOB, CEM, DAN));
            deferred(outcomes.get(0), SmtpStage.END, answer);
            deferred(outcomes.get(3), SmtpStage.END, answer);
            bobAndCemAsTheRelaySaid(outcomes);
        }
        assertThat(relay.took()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void S16_a_refused_DATA_keeps_the_outcome_of_each_recipient(boolean pipelining, FaultyRelay relay) {
        mixed(pipelining, relay);
        relay.at(DATA).reply("451 4.3.0 later").once();
        try (var session = SmtpSession.open(clear(relay))) {
            var outcomes = session.offer(letter(ANN, BOB, CEM, DAN));

            deferred(outcomes.get(0), SmtpStage.DATA, "451 4.3.0 later");
            deferred(outcomes.get(3), SmtpStage.DATA, "451 4.3.0 later");
            bobAndCemAsTheRelaySaid(outcomes);
            assertThat(session.offer(letter(ANN)).get(0)).isInstanceOf(RecipientOutcome.Accepted.class);
        }
        assertThat(recipients(relay)).containsExactly(ANN);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void S45_the_rest_of_the_recipients_can_be_sent_in_the_next_transaction(boolean pipelining, FaultyRelay relay) {
        speakingAhead(pipelining, relay);
        relay.takingRecipientsPerTransaction(1);
        relay.forRecipient(BOB).at(DOT).reply("554 5.7.1 no").once();
        try (var session = SmtpSession.open(clear(relay))) {
            var first = session.offer(letter(ANN, BOB, CEM));
            assertThat(first.get(0)).isInstanceOf(RecipientOutcome.Accepted.class);
            deferred(first.get(1), SmtpStage.RCPT, "452 4.5.3 too many recipients");
            deferred(first.get(2), SmtpStage.RCPT, "452 4.5.3 too many recipients");

            var second = session.offer(letter(BOB, CEM));
            assertThat(second.get(0)).isInstanceOf(RecipientOutcome.Rejected.class);
            deferred(second.get(1), SmtpStage.RCPT, "452 4.5.3 too many recipients");

            assertThat(session.offer(letter(CEM)).get(0)).isInstanceOf(RecipientOutcome.Accepted.class);
        }
        assertThat(recipients(relay)).containsExactly(ANN, CEM);
        assertThat(relay.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void S45_without_an_accepted_recipient_no_message_is_sent(boolean pipelining, FaultyRelay relay) {
        speakingAhead(pipelining, relay);
        relay.at(RCPT).reply("452 4.5.3 too many recipients").times(3);
        try (var session = SmtpSession.open(clear(relay))) {
            assertThat(session.offer(letter(ANN, BOB, CEM)))
                    .allSatisfy(o -> deferred(o, SmtpStage.RCPT, "452 4.5.3 too many recipients"));
            assertThat(session.usable()).isTrue();
        }
        assertThat(relay.took()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_message_refused_by_the_gate_is_withheld_from_accepted_recipients(boolean pipelining, FaultyRelay relay) {
        mixed(pipelining, relay);

        var outcomes = offer(
                clear(relay),
                new SmtpTransaction("bounce@example.org", List.of(ANN, BOB, CEM, DAN), message(), () -> false));

        assertThat(outcomes.get(0)).isEqualTo(new RecipientOutcome.Withheld()).isEqualTo(outcomes.get(3));
        bobAndCemAsTheRelaySaid(outcomes);
        assertThat(relay.took()).isEmpty();
    }

    private static List<String> recipients(FaultyRelay relay) {
        return relay.took().stream().map(AcceptedRecipient::recipient).toList();
    }
}
