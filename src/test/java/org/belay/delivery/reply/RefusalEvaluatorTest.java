package org.belay.delivery.reply;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.belay.delivery.reply.RefusalEvaluator.EvaluatedRefusals;
import org.belay.delivery.reply.RefusalEvaluator.RefusalVerdict;
import org.belay.platform.RelaySettings;
import org.belay.smtp.RecipientOutcome;
import org.belay.smtp.SmtpStage;
import org.junit.jupiter.api.Test;

class RefusalEvaluatorTest {
    private static final RecipientOutcome BLOCKED =
            TestOutcomes.rejected(SmtpStage.RCPT, "550 5.1.8 Access denied, bad outbound sender");
    private static final RecipientOutcome VAGUE =
            TestOutcomes.rejected(SmtpStage.RCPT, "550 Requested action not taken");
    private static final RecipientOutcome NO_MAILBOX = TestOutcomes.rejected(SmtpStage.RCPT, "550 5.1.1 no such user");

    private final RefusalEvaluator judge =
            new RefusalEvaluator(RelayProfiles.named("generic"), new RelaySettings.BreakerSettings(10, 20));
    private long now;

    @Test
    void s58_the_third_recipient_in_a_row_shows_that_it_is_about_us() {
        accepted(1);
        assertThat(offered(2, BLOCKED).verdicts()).containsExactly(RefusalVerdict.UNDECIDED);
        assertThat(offered(3, BLOCKED).trouble()).isEmpty();

        PauseReason trouble = offered(4, BLOCKED).trouble().orElseThrow();

        assertThat(trouble.reason()).contains("bad outbound sender", "Restricted entities", "stay pending");
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

        assertThat(offered(1, BLOCKED).verdicts()).containsExactly(RefusalVerdict.RECIPIENT_RULE);
    }

    @Test
    void s58_an_acceptance_that_was_offered_before_the_refusal_proves_nothing() {
        long began = now++;
        offered(1, BLOCKED);
        judge.evaluate(List.of(2L), List.of(TestOutcomes.ACCEPTED), began, now++);

        assertThat(offered(1, BLOCKED).verdicts()).containsExactly(RefusalVerdict.UNDECIDED);
    }

    @Test
    void s58_one_copy_refused_for_many_is_about_us_at_once() {
        List<Long> people = LongStream.range(0, 100).boxed().toList();

        EvaluatedRefusals judged =
                judge.evaluate(people, Stream.generate(() -> BLOCKED).limit(100).toList(), now++, now++);

        assertThat(judged.trouble()).isPresent();
        assertThat(judged.verdicts()).containsOnly(RefusalVerdict.UNDECIDED);
    }

    @Test
    void s18_a_vague_refusal_of_the_first_ten_keeps_them_all_and_pauses() {
        for (int i = 0; i < 9; i++) {
            EvaluatedRefusals judged = offered(i, VAGUE);
            assertThat(judged.verdicts()).containsExactly(RefusalVerdict.UNDECIDED);
            assertThat(judged.trouble()).isEmpty();
        }

        assertThat(offered(9, VAGUE).trouble().orElseThrow().reason()).contains("for all recipients");
    }

    @Test
    void s18_a_vague_refusal_among_acceptances_is_the_recipients_and_ten_in_a_row_are_not() {
        for (int i = 0; i < 30; i++) {
            accepted(100 + i);
            assertThat(offered(i, VAGUE).verdicts()).containsExactly(RefusalVerdict.RECIPIENT);
        }
        accepted(200);
        Optional<PauseReason> trouble = Optional.empty();
        for (int i = 0; i < 10; i++) {
            trouble = offered(300 + i, VAGUE).trouble();
        }

        assertThat(trouble).isPresent();
    }

    @Test
    void s12_an_unknown_mailbox_is_the_recipients() {
        for (int i = 0; i < 9; i++) {
            EvaluatedRefusals judged = offered(i, NO_MAILBOX);
            assertThat(judged.verdicts()).containsExactly(RefusalVerdict.AS_REPORTED);
            assertThat(judged.trouble()).isEmpty();
        }
    }

    @Test
    void s10_a_temporary_condition_is_left_to_relay_health() {
        var exchange =
                new RefusalEvaluator(RelayProfiles.named("exchange-online"), new RelaySettings.BreakerSettings(10, 20));
        RecipientOutcome full = RelayProfiles.named("exchange-online")
                .interpret(TestOutcomes.rejected(SmtpStage.RCPT, "550 5.1.90 daily limit"));

        for (long i = 0; i < 5; i++) {
            EvaluatedRefusals judged = exchange.evaluate(List.of(i), List.of(full), now++, now++);
            assertThat(judged.verdicts()).containsExactly(RefusalVerdict.AS_REPORTED);
            assertThat(judged.trouble()).isEmpty();
        }
    }

    private EvaluatedRefusals offered(long recipient, RecipientOutcome outcome) {
        return judge.evaluate(List.of(recipient), List.of(outcome), now++, now++);
    }

    private void accepted(long recipient) {
        offered(recipient, TestOutcomes.ACCEPTED);
    }
}
