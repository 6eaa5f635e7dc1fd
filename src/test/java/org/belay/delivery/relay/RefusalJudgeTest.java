package org.belay.delivery.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.belay.delivery.relay.RefusalJudge.Judged;
import org.belay.delivery.relay.RefusalJudge.Verdict;
import org.belay.platform.RelaySettings;
import org.belay.smtp.Outcome;
import org.belay.smtp.Stage;
import org.junit.jupiter.api.Test;

class RefusalJudgeTest {
    private static final Outcome BLOCKED = Said.rejected(Stage.RCPT, "550 5.1.8 Access denied, bad outbound sender");
    private static final Outcome VAGUE = Said.rejected(Stage.RCPT, "550 Requested action not taken");
    private static final Outcome NO_MAILBOX = Said.rejected(Stage.RCPT, "550 5.1.1 no such user");

    private final RefusalJudge judge = new RefusalJudge(Profiles.named("generic"), new RelaySettings.Breaker(10, 20));
    private long now;

    @Test
    void s58_the_third_recipient_in_a_row_shows_that_it_is_about_us() {
        accepted(1);
        assertThat(offered(2, BLOCKED).verdicts()).containsExactly(Verdict.OPEN);
        assertThat(offered(3, BLOCKED).trouble()).isEmpty();

        Trouble trouble = offered(4, BLOCKED).trouble().orElseThrow();

        assertThat(trouble.why()).contains("bad outbound sender", "Restricted entities", "stay pending");
        assertThat(trouble.tryAgainAfter()).isEmpty();
        assertThat(trouble.correctionTriesAgainAfter()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void s58_the_same_recipient_three_times_is_one_recipient() {
        for (int i = 0; i < 5; i++) {
            assertThat(offered(2, BLOCKED).trouble()).isEmpty();
        }
    }

    @Test
    void s58_a_refusal_is_the_recipients_when_another_is_accepted_after_it() {
        offered(1, BLOCKED);
        accepted(2);

        assertThat(offered(1, BLOCKED).verdicts()).containsExactly(Verdict.RECIPIENTS);
    }

    @Test
    void s58_an_acceptance_that_was_offered_before_the_refusal_proves_nothing() {
        long began = now++;
        offered(1, BLOCKED);
        judge.hear(List.of(2L), List.of(Said.ACCEPTED), began, now++);

        assertThat(offered(1, BLOCKED).verdicts()).containsExactly(Verdict.OPEN);
    }

    @Test
    void s58_one_copy_refused_for_many_is_about_us_at_once() {
        List<Long> people = LongStream.range(0, 100).boxed().toList();

        Judged judged =
                judge.hear(people, Stream.generate(() -> BLOCKED).limit(100).toList(), now++, now++);

        assertThat(judged.trouble()).isPresent();
        assertThat(judged.verdicts()).containsOnly(Verdict.OPEN);
    }

    @Test
    void s18_a_vague_refusal_of_the_first_ten_keeps_them_all_and_pauses() {
        for (int i = 0; i < 9; i++) {
            Judged judged = offered(i, VAGUE);
            assertThat(judged.verdicts()).containsExactly(Verdict.OPEN);
            assertThat(judged.trouble()).isEmpty();
        }

        assertThat(offered(9, VAGUE).trouble().orElseThrow().why()).contains("for all recipients");
    }

    @Test
    void s18_a_vague_refusal_among_acceptances_is_the_recipients_and_ten_in_a_row_are_not() {
        for (int i = 0; i < 30; i++) {
            accepted(100 + i);
            assertThat(offered(i, VAGUE).verdicts()).containsExactly(Verdict.REFUSED);
        }
        accepted(200);
        Optional<Trouble> trouble = Optional.empty();
        for (int i = 0; i < 10; i++) {
            trouble = offered(300 + i, VAGUE).trouble();
        }

        assertThat(trouble).isPresent();
    }

    @Test
    void s12_an_unknown_mailbox_is_the_recipients() {
        for (int i = 0; i < 9; i++) {
            Judged judged = offered(i, NO_MAILBOX);
            assertThat(judged.verdicts()).containsExactly(Verdict.AS_SAID);
            assertThat(judged.trouble()).isEmpty();
        }
    }

    @Test
    void s10_a_temporary_condition_is_left_to_relay_health() {
        var exchange = new RefusalJudge(Profiles.named("exchange-online"), new RelaySettings.Breaker(10, 20));
        Outcome full = Profiles.named("exchange-online").meaning(Said.rejected(Stage.RCPT, "550 5.1.90 daily limit"));

        for (long i = 0; i < 5; i++) {
            Judged judged = exchange.hear(List.of(i), List.of(full), now++, now++);
            assertThat(judged.verdicts()).containsExactly(Verdict.AS_SAID);
            assertThat(judged.trouble()).isEmpty();
        }
    }

    private Judged offered(long recipient, Outcome outcome) {
        return judge.hear(List.of(recipient), List.of(outcome), now++, now++);
    }

    private void accepted(long recipient) {
        offered(recipient, Said.ACCEPTED);
    }
}
