package org.belay.delivery.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.belay.smtp.Outcome;
import org.belay.smtp.Stage;
import org.junit.jupiter.api.Test;

class LessonsTest {
    private final Lessons lessons = new Lessons(Profiles.named("exchange-online"));

    @Test
    void s45_recipients_beyond_the_limit_wait_for_the_next_transaction_and_the_limit_is_learned() {
        var said = new ArrayList<Outcome>(List.of(Said.ACCEPTED, Said.ACCEPTED));
        said.add(Said.rejected(Stage.RCPT, "550 5.1.1 no such user"));
        said.add(Said.deferred(Stage.RCPT, "452 4.5.3 too many recipients"));

        List<Outcome> meant = lessons.read(said, 0, 1, 0).outcomes();

        assertThat(meant.subList(0, 3)).isEqualTo(said.subList(0, 3));
        assertThat(meant.get(3)).isInstanceOf(Outcome.Withheld.class);
        assertThat(lessons.recipientsPerMessage(0)).isEqualTo(2);
    }

    @Test
    void s45_a_relay_that_refuses_even_the_first_recipient_is_treated_as_any_deferral() {
        var full = Said.deferred(Stage.RCPT, "452 4.5.3 too many recipients");

        assertThat(lessons.read(List.of(full), 0, 1, 0).outcomes()).containsExactly(full);
        assertThat(lessons.recipientsPerMessage(0)).isEqualTo(500);
    }

    @Test
    void s45_a_message_limit_of_a_relay_is_learned_from_its_421() {
        var bye = Said.deferred(Stage.MAIL, "421 4.7.0 too many messages on this connection");

        assertThat(lessons.read(List.of(bye), 7, 1, 0).outcomes().get(0)).isInstanceOf(Outcome.Withheld.class);
        assertThat(lessons.messagesPerConnection(0)).isEqualTo(7);
        assertThat(lessons.messagesPerConnection(Duration.ofHours(2).toNanos())).isEqualTo(90);
    }

    @Test
    void a_421_for_another_reason_teaches_nothing() {
        lessons.read(List.of(Said.deferred(Stage.MAIL, "421 4.3.2 shutting down")), 7, 1, 0);
        lessons.read(List.of(Said.deferred(Stage.MAIL, "421 4.7.0 too many errors")), 8, 1, 0);
        lessons.read(List.of(Said.deferred(Stage.MAIL, "421 4.4.2 submission rate exceeded")), 9, 1, 0);

        assertThat(lessons.messagesPerConnection(0)).isEqualTo(90);
    }

    @Test
    void s44_too_many_connections_is_withheld_while_others_work() {
        var full = Said.deferred(Stage.END, "432 4.3.2 Concurrent connections limit exceeded.");

        Lessons.Read among4 = lessons.read(List.of(full), 1, 4, 0);
        Lessons.Read alone = lessons.read(List.of(full), 1, 1, 0);

        assertThat(among4.connectionsFull()).isTrue();
        assertThat(among4.outcomes().get(0)).isInstanceOf(Outcome.Withheld.class);
        assertThat(alone.connectionsFull()).isFalse();
        assertThat(alone.outcomes().get(0)).isInstanceOf(Outcome.Deferred.class);
    }

    @Test
    void s46_the_wait_doubles_while_the_relay_asks_for_it() {
        var slower = Said.deferred(Stage.RCPT, "451 4.7.500 Server busy");
        lessons.read(List.of(slower), 1, 1, 0);
        assertThat(lessons.throttle().left(0)).isEqualTo(Duration.ofSeconds(2));
        lessons.read(List.of(slower), 1, 1, Duration.ofSeconds(1).toNanos()); // another connection: the same wait

        long then = Duration.ofSeconds(2).toNanos();
        assertThat(lessons.throttle().left(then)).isZero();
        lessons.read(List.of(slower), 1, 1, then);
        assertThat(lessons.throttle().left(then)).isEqualTo(Duration.ofSeconds(4));
        for (int i = 0; i < 40; i++) {
            lessons.read(List.of(slower), 1, 1, Duration.ofHours(i + 1).toNanos());
        }
        assertThat(lessons.throttle().left(Duration.ofHours(40).toNanos())).isEqualTo(Duration.ofMinutes(1));
    }
}
