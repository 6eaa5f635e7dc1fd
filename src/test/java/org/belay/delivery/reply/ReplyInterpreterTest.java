package org.belay.delivery.reply;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.belay.smtp.RecipientOutcome;
import org.belay.smtp.SmtpStage;
import org.junit.jupiter.api.Test;

class ReplyInterpreterTest {
    private final ReplyInterpreter lessons = new ReplyInterpreter(RelayProfiles.named("exchange-online"));

    @Test
    void s45_recipients_beyond_the_limit_wait_for_the_next_transaction_and_the_limit_is_learned() {
        var said = new ArrayList<RecipientOutcome>(List.of(TestOutcomes.ACCEPTED, TestOutcomes.ACCEPTED));
        said.add(TestOutcomes.rejected(SmtpStage.RCPT, "550 5.1.1 no such user"));
        said.add(TestOutcomes.deferred(SmtpStage.RCPT, "452 4.5.3 too many recipients"));

        List<RecipientOutcome> meant = lessons.interpret(said, 0, 1, 0).outcomes();

        assertThat(meant.subList(0, 3)).isEqualTo(said.subList(0, 3));
        assertThat(meant.get(3)).isInstanceOf(RecipientOutcome.Withheld.class);
        assertThat(lessons.recipientsPerMessage(0)).isEqualTo(2);
    }

    @Test
    void s45_a_relay_that_refuses_even_the_first_recipient_is_treated_as_any_deferral() {
        var full = TestOutcomes.deferred(SmtpStage.RCPT, "452 4.5.3 too many recipients");

        assertThat(lessons.interpret(List.of(full), 0, 1, 0).outcomes()).containsExactly(full);
        assertThat(lessons.recipientsPerMessage(0)).isEqualTo(500);
    }

    @Test
    void s45_a_message_limit_of_a_relay_is_learned_from_its_421() {
        var bye = TestOutcomes.deferred(SmtpStage.MAIL, "421 4.7.0 too many messages on this connection");

        assertThat(lessons.interpret(List.of(bye), 7, 1, 0).outcomes().get(0))
                .isInstanceOf(RecipientOutcome.Withheld.class);
        assertThat(lessons.messagesPerConnection(0)).isEqualTo(7);
        assertThat(lessons.messagesPerConnection(Duration.ofHours(2).toNanos())).isEqualTo(90);
    }

    @Test
    void a_421_for_another_reason_teaches_nothing() {
        lessons.interpret(List.of(TestOutcomes.deferred(SmtpStage.MAIL, "421 4.3.2 shutting down")), 7, 1, 0);
        lessons.interpret(List.of(TestOutcomes.deferred(SmtpStage.MAIL, "421 4.7.0 too many errors")), 8, 1, 0);
        lessons.interpret(
                List.of(TestOutcomes.deferred(SmtpStage.MAIL, "421 4.4.2 submission rate exceeded")), 9, 1, 0);

        assertThat(lessons.messagesPerConnection(0)).isEqualTo(90);
    }

    @Test
    void s44_too_many_connections_is_withheld_while_others_work() {
        var full = TestOutcomes.deferred(SmtpStage.END, "432 4.3.2 Concurrent connections limit exceeded.");

        ReplyInterpreter.InterpretedOutcomes among4 = lessons.interpret(List.of(full), 1, 4, 0);
        ReplyInterpreter.InterpretedOutcomes alone = lessons.interpret(List.of(full), 1, 1, 0);

        assertThat(among4.connectionsFull()).isTrue();
        assertThat(among4.outcomes().get(0)).isInstanceOf(RecipientOutcome.Withheld.class);
        assertThat(alone.connectionsFull()).isFalse();
        assertThat(alone.outcomes().get(0)).isInstanceOf(RecipientOutcome.Deferred.class);
    }

    @Test
    void s46_the_wait_doubles_while_the_relay_asks_for_it() {
        var slower = TestOutcomes.deferred(SmtpStage.RCPT, "451 4.7.500 Server busy");
        lessons.interpret(List.of(slower), 1, 1, 0);
        assertThat(lessons.throttle().remaining(0)).isEqualTo(Duration.ofSeconds(2));
        lessons.interpret(List.of(slower), 1, 1, Duration.ofSeconds(1).toNanos()); // another connection: the same wait

        long then = Duration.ofSeconds(2).toNanos();
        assertThat(lessons.throttle().remaining(then)).isZero();
        lessons.interpret(List.of(slower), 1, 1, then);
        assertThat(lessons.throttle().remaining(then)).isEqualTo(Duration.ofSeconds(4));
        for (int i = 0; i < 40; i++) {
            lessons.interpret(List.of(slower), 1, 1, Duration.ofHours(i + 1).toNanos());
        }
        assertThat(lessons.throttle().remaining(Duration.ofHours(40).toNanos())).isEqualTo(Duration.ofMinutes(1));
    }
}
