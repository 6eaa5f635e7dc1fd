package org.belay.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.belay.smtp.TestTransactions.ANN;
import static org.belay.smtp.TestTransactions.BOB;
import static org.belay.smtp.TestTransactions.CEM;
import static org.belay.smtp.TestTransactions.clear;
import static org.belay.smtp.TestTransactions.impatient;
import static org.belay.smtp.TestTransactions.letter;
import static org.belay.smtp.TestTransactions.offer;
import static org.belay.smtp.TestTransactions.offerOne;
import static org.belay.testkit.FaultPoint.DATA;
import static org.belay.testkit.FaultPoint.MAIL;
import static org.belay.testkit.FaultPoint.RCPT;
import static org.belay.testkit.FaultPoint.RSET;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.belay.smtp.wire.SmtpReply;
import org.belay.testkit.AcceptedRecipient;
import org.belay.testkit.FaultPoint;
import org.belay.testkit.FaultyRelay;
import org.belay.testkit.ReceivedCommand;
import org.belay.testkit.junit.FaultyRelayExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From MAIL to DATA: every recipient has their own outcome, and before the end of data nothing is in doubt. */
@ExtendWith(FaultyRelayExtension.class)
class EnvelopeFaultsIT {

    /** Whether the test made the client send commands before the reply. */
    boolean spokeAhead;

    @AfterEach
    void it_kept_the_protocol(FaultyRelay relay) {
        assertThat(spokeAhead || relay.protocolErrors().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"450 4.2.1 peak", "451 4.7.500 busy", "452 4.3.1 disk full"})
    void S08_a_deferred_sender_defers_all_recipients(String answer, FaultyRelay relay) {
        relay.at(MAIL).reply(answer);

        var outcomes = offer(clear(relay), letter(ANN, BOB));

        assertThat(outcomes).allSatisfy(o -> deferred(o, SmtpStage.MAIL, answer));
        assertThat(relay.took()).isEmpty();
    }

    @Test
    void S09_a_refused_sender_is_not_the_recipients_fault(FaultyRelay relay) {
        relay.at(MAIL).reply("550 5.7.1 not from you").once();

        try (var session = SmtpSession.open(clear(relay))) {
            assertThat(session.offer(letter(ANN, BOB))).allSatisfy(o -> {
                deferred(o, SmtpStage.MAIL, "550 5.7.1 not from you");
                assertThat(((RecipientOutcome.Deferred) o).concernsRelay()).isTrue();
            });
            assertThat(session.usable()).isTrue();
            assertThat(session.offer(letter(ANN)).get(0)).isInstanceOf(RecipientOutcome.Accepted.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"552 5.3.4 too big", "552 too big"})
    void S10_a_message_that_is_too_big_is_rejected(String answer, FaultyRelay relay) {
        relay.at(MAIL).reply(answer);

        assertThat(offerOne(clear(relay))).isInstanceOfSatisfying(RecipientOutcome.Rejected.class, r -> {
            assertThat(r.stage()).isEqualTo(SmtpStage.MAIL);
            assertThat(r.why()).isEqualTo(answer);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "450 4.2.0 greylisted",
                "451 local error",
                "452 4.2.2 full",
                "552 too much storage",
                "530 5.7.0 sign in first",
                "503 5.5.1 MAIL first",
                "500 what"
            })
    void S11_S13_a_recipient_is_deferred(String answer, FaultyRelay relay) {
        relay.forRecipient(ANN).at(RCPT).reply(answer);

        deferred(offerOne(clear(relay)), SmtpStage.RCPT, answer);
        assertThat(relay.took()).isEmpty();
    }

    @Test
    void S11_after_greylisting_it_is_accepted_once(FaultyRelay relay) {
        relay.forRecipient(ANN).at(RCPT).reply("451 4.7.1 greylisted").times(2);
        try (var session = SmtpSession.open(clear(relay))) {
            deferred(session.offer(letter(ANN)).get(0), SmtpStage.RCPT, "451 4.7.1 greylisted");
            deferred(session.offer(letter(ANN)).get(0), SmtpStage.RCPT, "451 4.7.1 greylisted");
            assertThat(session.offer(letter(ANN)).get(0)).isInstanceOf(RecipientOutcome.Accepted.class);
        }
        assertThat(relay.took()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "550 5.1.1 no such user",
                "551 not here",
                "553 5.1.3 name",
                "501 5.1.3 syntax",
                "552 5.2.2 mailbox full",
                "554 5.7.1 no"
            })
    void S12_a_refused_recipient_affects_no_other(String answer, FaultyRelay relay) {
        relay.forRecipient(BOB).at(RCPT).reply(answer);

        var outcomes = offer(clear(relay), letter(ANN, BOB, CEM));

        assertThat(outcomes.get(0)).isInstanceOf(RecipientOutcome.Accepted.class);
        assertThat(outcomes.get(1))
                .isEqualTo(new RecipientOutcome.Rejected(SmtpStage.RCPT, new SmtpReply(code(answer), List.of(answer))));
        assertThat(outcomes.get(2)).isInstanceOf(RecipientOutcome.Accepted.class);
        assertThat(relay.took()).extracting(AcceptedRecipient::recipient).containsExactly(ANN, CEM);
    }

    @Test
    void S12_when_all_are_refused_there_is_no_DATA_and_the_next_one_starts_clean(FaultyRelay relay) {
        relay.forRecipient(ANN).at(RCPT).reply("550 5.1.1 no such user");
        try (var session = SmtpSession.open(clear(relay))) {
            assertThat(session.offer(letter(ANN)).get(0)).isInstanceOf(RecipientOutcome.Rejected.class);
            assertThat(session.offer(letter(BOB)).get(0)).isInstanceOf(RecipientOutcome.Accepted.class);
        }
        assertThat(commands(relay)).containsExactly("EHLO", "MAIL", "RCPT", "RSET", "MAIL", "RCPT", "DATA", "QUIT");
    }

    @Test
    void S12_a_relay_that_refuses_RSET_gets_nothing_more(FaultyRelay relay) {
        relay.forRecipient(ANN).at(RCPT).reply("550 5.1.1 no such user");
        relay.at(RSET).reply("502 never");
        try (var session = SmtpSession.open(clear(relay))) {
            session.offer(letter(ANN));
            assertThat(session.offer(letter(BOB)).get(0)).isInstanceOf(RecipientOutcome.Deferred.class);
            assertThat(session.usable()).isFalse();
        }
        assertThat(relay.took()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"251 2.1.5 will forward to <ann@elsewhere.example>", "252 cannot verify", "299 fine"})
    void S14_S15_every_2xx_accepts_a_recipient(String answer, FaultyRelay relay) {
        relay.at(RCPT).reply(answer);

        assertThat(offerOne(clear(relay))).isInstanceOf(RecipientOutcome.Accepted.class);
    }

    @Test
    void S16_a_temporary_refusal_of_DATA_defers_and_no_byte_of_the_message_is_sent(FaultyRelay relay) {
        relay.at(DATA).reply("451 4.3.0 later").once();
        try (var session = SmtpSession.open(clear(relay))) {
            deferred(session.offer(letter(ANN)).get(0), SmtpStage.DATA, "451 4.3.0 later");
            assertThat(session.offer(letter(ANN)).get(0)).isInstanceOf(RecipientOutcome.Accepted.class);
        }
        assertThat(commands(relay))
                .containsExactly("EHLO", "MAIL", "RCPT", "DATA", "RSET", "MAIL", "RCPT", "DATA", "QUIT");
    }

    @Test
    void S16_a_permanent_refusal_of_DATA_rejects(FaultyRelay relay) {
        relay.at(DATA).reply("554 5.6.0 no");

        assertThat(offerOne(clear(relay)))
                .isInstanceOfSatisfying(
                        RecipientOutcome.Rejected.class,
                        r -> assertThat(r.stage()).isEqualTo(SmtpStage.DATA));
        assertThat(relay.took()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"MAIL", "RCPT", "DATA"})
    void S28_silence_ends_at_the_deadline_of_its_stage(FaultPoint point, FaultyRelay relay) {
        relay.at(point).fallSilent();

        var outcome = offerOne(impatient(clear(relay), SmtpStage.valueOf(point.name())));

        deferred(outcome, SmtpStage.valueOf(point.name()));
        assertThat(outcome.why()).contains("no complete reply within 300 ms");
        assertThat(relay.took()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"MAIL", "RCPT", "DATA"})
    void S30_slow_bytes_do_not_extend_a_deadline(FaultPoint point, FaultyRelay relay) {
        relay.at(point).drip("250-still there", Duration.ofMillis(20));

        deferred(offerOne(impatient(clear(relay), SmtpStage.valueOf(point.name()))), SmtpStage.valueOf(point.name()));
    }

    @ParameterizedTest
    @CsvSource({"MAIL", "RCPT", "DATA"})
    void S31_garbage_is_not_a_reply(FaultPoint point, FaultyRelay relay) {
        relay.at(point).reply("<script>alert(1)</script>");

        var outcome = offerOne(clear(relay));

        deferred(outcome, SmtpStage.valueOf(point.name()));
        assertThat(outcome.why()).contains("not a reply");
    }

    @ParameterizedTest
    @CsvSource({"MAIL", "RCPT", "DATA"})
    void S32_an_endless_reply_is_cut_off(FaultPoint point, FaultyRelay relay) {
        relay.at(point).flood("250-x");

        deferred(offerOne(clear(relay)), SmtpStage.valueOf(point.name()));
    }

    @Test
    void S33_a_reply_of_many_lines_is_one(FaultyRelay relay) {
        String[] lines = new String[51];
        Arrays.fill(lines, "250-2.1.5 and more");
        lines[50] = "250 2.1.5 done";
        relay.at(RCPT).reply(lines);

        assertThat(offerOne(clear(relay))).isInstanceOf(RecipientOutcome.Accepted.class);
    }

    @Test
    void S36_a_reply_that_arrived_before_its_command_is_not_believed(FaultyRelay relay) {
        relay.at(MAIL).reply("250 2.1.0 ok", "250 2.1.5 and whoever you name");
        relay.forRecipient(ANN).at(RCPT).reply("550 5.1.1 no such user");

        try (var session = SmtpSession.open(clear(relay))) {
            var outcome = session.offer(letter(ANN)).get(0);

            assertThat(outcome).isInstanceOf(RecipientOutcome.Deferred.class);
            assertThat(session.usable()).isFalse();
        }
        assertThat(relay.took()).isEmpty();
    }

    @Test
    void S36_an_unrequested_421_is_noticed_before_the_next_message(FaultyRelay relay) {
        relay.at(FaultPoint.DOT)
                .reply("250 2.0.0 taken", "421 4.4.2 idle for too long")
                .dropConnection();

        try (var session = SmtpSession.open(clear(relay))) {
            assertThat(session.offer(letter(ANN)).get(0)).isInstanceOf(RecipientOutcome.Accepted.class);
            assertThat(session.usable()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"250 ok", "334 go", "355 hm"})
    void S38_only_a_354_asks_for_the_message(String answer, FaultyRelay relay) {
        relay.at(DATA).reply(answer);

        var outcome = offerOne(clear(relay));

        deferred(outcome, SmtpStage.DATA);
        assertThat(outcome.why()).contains(answer);
        assertThat(relay.took()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"MAIL", "RCPT", "DATA"})
    void S43_a_421_ends_the_session_and_nothing_else(FaultPoint point, FaultyRelay relay) {
        relay.at(point).reply("421 4.3.2 going down").dropConnection();

        try (var session = SmtpSession.open(clear(relay))) {
            assertThat(session.offer(letter(ANN, BOB)))
                    .allSatisfy(o -> deferred(o, SmtpStage.valueOf(point.name()), "421 4.3.2 going down"));
            assertThat(session.usable()).isFalse();
        }
    }

    @Test
    void S43_a_recipient_refused_before_a_421_stays_refused(FaultyRelay relay) {
        relay.forRecipient(ANN).at(RCPT).reply("550 5.1.1 no such user");
        relay.forRecipient(BOB).at(RCPT).reply("421 4.3.2 going down").dropConnection();

        var outcomes = offer(clear(relay), letter(ANN, BOB, CEM));

        assertThat(outcomes.get(0)).isInstanceOf(RecipientOutcome.Rejected.class);
        deferred(outcomes.get(1), SmtpStage.RCPT, "421 4.3.2 going down");
        deferred(outcomes.get(2), SmtpStage.RCPT, "421 4.3.2 going down");
    }

    @Test
    void S45_after_too_many_recipients_the_accepted_ones_are_sent_and_the_others_wait(FaultyRelay relay) {
        relay.takingRecipientsPerTransaction(2);
        try (var session = SmtpSession.open(clear(relay))) {
            var outcomes = session.offer(letter(ANN, BOB, CEM, "dan@example.org"));

            assertThat(outcomes.subList(0, 2)).allMatch(o -> o instanceof RecipientOutcome.Accepted);
            assertThat(outcomes.subList(2, 4)).allSatisfy(o -> {
                deferred(o, SmtpStage.RCPT, "452 4.5.3 too many recipients");
                assertThat(o.reply().orElseThrow().tooManyRecipients()).isTrue();
            });
            assertThat(session.offer(letter(CEM, "dan@example.org")))
                    .allMatch(o -> o instanceof RecipientOutcome.Accepted);
        }
        assertThat(relay.took()).hasSize(4);
    }

    static void deferred(RecipientOutcome outcome, SmtpStage stage) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        RecipientOutcome.Deferred.class,
                        d -> assertThat(d.stage()).isEqualTo(stage));
    }

    static void deferred(RecipientOutcome outcome, SmtpStage stage, String answer) {
        assertThat(outcome)
                .isEqualTo(new RecipientOutcome.Deferred(stage, new SmtpReply(code(answer), List.of(answer))));
    }

    private static int code(String answer) {
        return Integer.parseInt(answer.substring(0, 3));
    }

    static List<String> commands(FaultyRelay relay) {
        return relay.heard().stream()
                .map(ReceivedCommand::command)
                .map(c -> c.split("[ :]")[0])
                .toList();
    }
}
