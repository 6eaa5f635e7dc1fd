package org.belay.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.belay.smtp.EnvelopeFaultsIT.deferred;
import static org.belay.smtp.TestTransactions.ANN;
import static org.belay.smtp.TestTransactions.BOB;
import static org.belay.smtp.TestTransactions.CEM;
import static org.belay.smtp.TestTransactions.clear;
import static org.belay.smtp.TestTransactions.impatient;
import static org.belay.smtp.TestTransactions.letter;
import static org.belay.smtp.TestTransactions.message;
import static org.belay.testkit.FaultPoint.DATA;
import static org.belay.testkit.FaultPoint.DOT;
import static org.belay.testkit.FaultPoint.RCPT;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.belay.testkit.AcceptedRecipient;
import org.belay.testkit.FaultyRelay;
import org.belay.testkit.ReceivedCommand;
import org.belay.testkit.TestAuthority;
import org.belay.testkit.junit.FaultyRelayExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The next envelope is sent directly behind the final dot, and each message still has its own outcome. */
@ExtendWith(FaultyRelayExtension.class)
class OverlapIT {
    private final SmtpTransaction toAnn = letter(ANN);
    private final SmtpTransaction toBob = letter(BOB);

    @BeforeEach
    void it_may_pipeline(FaultyRelay relay) {
        relay.offering("PIPELINING", "8BITMIME");
    }

    private static RelayAddress overlapping(FaultyRelay relay) {
        return clear(relay).withOverlap(true);
    }

    private static RecipientOutcome only(List<RecipientOutcome> outcomes) {
        assertThat(outcomes).hasSize(1);
        return outcomes.get(0);
    }

    @Test
    void the_next_envelope_is_sent_before_the_reply_to_the_end_of_data(FaultyRelay relay) {
        String riding = "MAIL FROM:<bounce@example.org>\r\nRCPT TO:<bob@example.org>\r\nDATA\r\n";
        relay.at(DOT).read(riding.length()).reply("250 2.0.0 taken");

        try (var session = SmtpSession.open(overlapping(relay))) {
            assertThat(only(session.offer(toAnn, Optional.of(toBob)))).isInstanceOf(RecipientOutcome.Accepted.class);
        }
        assertThat(recipients(relay)).containsExactly(ANN);
    }

    @Test
    void a_series_of_messages_arrives_once_each_on_one_connection(FaultyRelay relay) {
        var authority = new TestAuthority();
        relay.withTls(authority.server("localhost"));
        List<SmtpTransaction> row = IntStream.range(0, 20)
                .mapToObj(i -> letter("p" + i + "@example.org"))
                .toList();
        var address = TestTransactions.to(relay, TransportSecurity.TLS)
                .withTrust(authority.client())
                .withOverlap(true);

        try (var session = SmtpSession.open(address)) {
            for (int i = 0; i < row.size(); i++) {
                Optional<SmtpTransaction> next = i + 1 < row.size() ? Optional.of(row.get(i + 1)) : Optional.empty();
                assertThat(only(session.offer(row.get(i), next))).isInstanceOf(RecipientOutcome.Accepted.class);
                assertThat(session.usable()).isTrue();
            }
        }
        assertThat(recipients(relay))
                .containsExactlyElementsOf(
                        row.stream().map(t -> t.recipients().get(0)).toList());
        assertThat(relay.connections()).isEqualTo(1);
        assertThat(commands(relay)).doesNotContain("RSET").endsWith("QUIT");
        assertThat(relay.protocolErrors()).isEmpty();
    }

    @Test
    void S22_S23_S29_without_a_reply_to_the_end_of_data_only_its_own_message_is_in_doubt(FaultyRelay relay) {
        relay.onConnection(1).at(DOT).keepMessage().dropConnection();
        relay.onConnection(2).at(DOT).resetConnection();
        relay.onConnection(3).at(DOT).fallSilent();

        for (int i = 0; i < 3; i++) {
            try (var session = SmtpSession.open(impatient(overlapping(relay), SmtpStage.END))) {
                assertThat(only(session.offer(toAnn, Optional.of(toBob)))).isInstanceOf(RecipientOutcome.InDoubt.class);
                assertThat(session.usable()).isFalse();

                deferred(only(session.offer(toBob)), SmtpStage.MAIL);
                assertThatThrownBy(() -> session.offer(toBob)).isInstanceOf(IllegalStateException.class);
            }
        }
        assertThat(recipients(relay)).containsExactly(ANN);
    }

    @Test
    void S43_a_421_to_the_end_of_data_is_a_reply_to_both(FaultyRelay relay) {
        relay.at(DOT).reply("421 4.3.2 going down").dropConnection();

        try (var session = SmtpSession.open(overlapping(relay))) {
            deferred(only(session.offer(toAnn, Optional.of(toBob))), SmtpStage.END, "421 4.3.2 going down");
            assertThat(session.usable()).isFalse();
            deferred(only(session.offer(toBob)), SmtpStage.MAIL, "421 4.3.2 going down");
        }
        assertThat(relay.took()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"451 4.3.0 later", "554 5.7.1 looks like spam"})
    void S17_S18_a_refused_end_of_data_says_nothing_about_the_next_envelope(String answer, FaultyRelay relay) {
        relay.forRecipient(ANN).at(DOT).reply(answer);

        try (var session = SmtpSession.open(overlapping(relay))) {
            RecipientOutcome first = only(session.offer(toAnn, Optional.of(toBob)));
            assertThat(first.reply()).hasValueSatisfying(r -> assertThat(r).hasToString(answer));
            assertThat(first.mayHaveIt()).isFalse();
            assertThat(only(session.offer(toBob))).isInstanceOf(RecipientOutcome.Accepted.class);
        }
        assertThat(recipients(relay)).containsExactly(BOB);
    }

    @Test
    void S20_accepted_stays_accepted_where_the_relay_leaves_with_it(FaultyRelay relay) {
        relay.at(DOT).reply("250 2.0.0 taken").dropConnection();

        try (var session = SmtpSession.open(overlapping(relay))) {
            assertThat(only(session.offer(toAnn, Optional.of(toBob)))).isInstanceOf(RecipientOutcome.Accepted.class);
            deferred(only(session.offer(toBob)), SmtpStage.MAIL);
        }
        assertThat(recipients(relay)).containsExactly(ANN);
    }

    @Test
    void S20_if_the_reply_is_lost_with_the_connection_only_one_message_is_in_doubt(FaultyRelay relay) {
        relay.at(DOT).reply("250 2.0.0 taken").resetConnection();

        try (var session = SmtpSession.open(overlapping(relay))) {
            assertThat(only(session.offer(toAnn, Optional.of(toBob))))
                    .isInstanceOfAny(RecipientOutcome.Accepted.class, RecipientOutcome.InDoubt.class);
            deferred(only(session.offer(toBob)), SmtpStage.MAIL);
        }
        assertThat(recipients(relay)).containsExactly(ANN);
    }

    @Test
    void S16_a_refused_DATA_concerns_the_next_transaction_only(FaultyRelay relay) {
        relay.forRecipient(BOB).at(DATA).reply("451 4.3.0 later").once();

        try (var session = SmtpSession.open(overlapping(relay))) {
            assertThat(only(session.offer(toAnn, Optional.of(toBob)))).isInstanceOf(RecipientOutcome.Accepted.class);
            deferred(only(session.offer(toBob, Optional.of(letter(CEM)))), SmtpStage.DATA, "451 4.3.0 later");
            assertThat(session.usable()).isTrue();
            assertThat(only(session.offer(letter(CEM)))).isInstanceOf(RecipientOutcome.Accepted.class);
        }
        assertThat(recipients(relay)).containsExactly(ANN, CEM);
    }

    @Test
    void S12_a_refused_recipient_concerns_the_next_transaction_only(FaultyRelay relay) {
        relay.forRecipient(BOB).at(RCPT).reply("550 5.1.1 no such user");
        var toCem = letter(CEM);

        try (var session = SmtpSession.open(overlapping(relay))) {
            assertThat(only(session.offer(toAnn, Optional.of(toBob)))).isInstanceOf(RecipientOutcome.Accepted.class);
            assertThat(only(session.offer(toBob, Optional.of(toCem)))).isInstanceOf(RecipientOutcome.Rejected.class);
            assertThat(only(session.offer(toCem))).isInstanceOf(RecipientOutcome.Accepted.class);
        }
        assertThat(recipients(relay)).containsExactly(ANN, CEM);
        assertThat(relay.protocolErrors()).isEmpty();
    }

    @Test
    void S45_a_relay_at_its_message_limit_has_not_accepted_the_next_transaction(FaultyRelay relay) {
        relay.takingTransactionsPerConnection(2);
        var toCem = letter(CEM);

        try (var session = SmtpSession.open(overlapping(relay))) {
            assertThat(only(session.offer(toAnn, Optional.of(toBob)))).isInstanceOf(RecipientOutcome.Accepted.class);
            assertThat(only(session.offer(toBob, Optional.of(toCem)))).isInstanceOf(RecipientOutcome.Accepted.class);
            deferred(only(session.offer(toCem)), SmtpStage.MAIL, "421 4.7.0 too many messages on this connection");
            assertThat(session.usable()).isFalse();
        }
        assertThat(recipients(relay)).containsExactly(ANN, BOB);
    }

    @Test
    void S36_an_extra_reply_to_the_end_of_data_is_detected_by_the_next_transaction(FaultyRelay relay) {
        relay.forRecipient(ANN).at(DOT).reply("250 2.0.0 taken", "250 2.1.0 and whoever you name");
        relay.forRecipient(BOB).at(RCPT).reply("550 5.1.1 no such user");

        try (var session = SmtpSession.open(overlapping(relay))) {
            assertThat(only(session.offer(toAnn, Optional.of(toBob)))).isInstanceOf(RecipientOutcome.Accepted.class);
            assertThat(only(session.offer(toBob))).isInstanceOf(RecipientOutcome.Deferred.class);
            assertThat(session.usable()).isFalse();
        }
        assertThat(recipients(relay)).containsExactly(ANN);
    }

    @Test
    void S37_a_reply_that_arrived_before_the_next_end_of_data_is_not_believed(FaultyRelay relay) {
        relay.forRecipient(BOB).at(DATA).reply("354 go on", "250 2.0.0 taken");

        try (var session = SmtpSession.open(overlapping(relay))) {
            assertThat(only(session.offer(toAnn, Optional.of(toBob)))).isInstanceOf(RecipientOutcome.Accepted.class);
            deferred(only(session.offer(toBob, Optional.of(letter(CEM)))), SmtpStage.BODY);
            assertThat(session.usable()).isFalse();
        }
        assertThat(recipients(relay)).containsExactly(ANN);
    }

    @Test
    void an_announced_message_that_is_not_offered_is_not_sent(FaultyRelay relay) {
        try (var session = SmtpSession.open(overlapping(relay))) {
            session.offer(toAnn, Optional.of(toBob));
        }
        try (var session = SmtpSession.open(overlapping(relay))) {
            session.offer(toAnn, Optional.of(toBob));
            assertThatThrownBy(() -> session.offer(letter(CEM))).hasMessageContaining("the message was not sent");
            assertThat(session.usable()).isFalse();
        }
        assertThat(recipients(relay)).containsExactly(ANN, ANN);
        assertThat(commands(relay)).doesNotContain("QUIT");
    }

    @Test
    void a_closed_gate_holds_back_its_own_message_and_announces_no_other(FaultyRelay relay) {
        var stopped = new SmtpTransaction("bounce@example.org", List.of(CEM), message(), () -> false);

        try (var session = SmtpSession.open(overlapping(relay))) {
            assertThat(only(session.offer(toAnn, Optional.of(stopped)))).isInstanceOf(RecipientOutcome.Accepted.class);
            assertThat(only(session.offer(stopped, Optional.of(toBob)))).isInstanceOf(RecipientOutcome.Withheld.class);
            assertThatThrownBy(() -> session.offer(toBob)).isInstanceOf(IllegalStateException.class);
        }
        assertThat(recipients(relay)).containsExactly(ANN);
        assertThat(relay.heard()).noneMatch(h -> h.command().contains(BOB));
    }

    @Test
    void nothing_is_announced_unless_the_relay_and_the_configuration_allow_it(FaultyRelay relay) {
        for (boolean offered : new boolean[] {true, false}) {
            relay.offering(offered ? "PIPELINING" : "8BITMIME");
            try (var session = SmtpSession.open(clear(relay).withOverlap(!offered))) {
                assertThat(only(session.offer(toAnn, Optional.of(toBob))))
                        .isInstanceOf(RecipientOutcome.Accepted.class);
                assertThat(only(session.offer(letter(CEM)))).isInstanceOf(RecipientOutcome.Accepted.class);
            }
        }
        assertThat(recipients(relay)).containsExactly(ANN, CEM, ANN, CEM);
        assertThat(relay.protocolErrors()).isEmpty();
    }

    @Test
    void an_envelope_too_large_to_pipeline_waits_for_its_turn(FaultyRelay relay) {
        String[] people = IntStream.range(0, 200)
                .mapToObj(i -> "person-" + i + "@department.example.org")
                .toArray(String[]::new);

        try (var session = SmtpSession.open(overlapping(relay))) {
            assertThat(only(session.offer(toAnn, Optional.of(letter(people)))))
                    .isInstanceOf(RecipientOutcome.Accepted.class);
            assertThat(only(session.offer(toBob)))
                    .isInstanceOf(RecipientOutcome.Accepted.class); // nothing was announced
        }
        assertThat(recipients(relay)).containsExactly(ANN, BOB);
    }

    private static List<String> recipients(FaultyRelay relay) {
        return relay.took().stream().map(AcceptedRecipient::recipient).toList();
    }

    private static List<String> commands(FaultyRelay relay) {
        return relay.heard().stream().map(ReceivedCommand::command).toList();
    }
}
