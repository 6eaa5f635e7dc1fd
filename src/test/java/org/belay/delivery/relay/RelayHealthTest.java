package org.belay.delivery.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.belay.delivery.reply.PauseReason;
import org.belay.delivery.reply.RelayProfiles;
import org.belay.delivery.reply.TestOutcomes;
import org.belay.smtp.RecipientOutcome;
import org.belay.smtp.SmtpStage;
import org.junit.jupiter.api.Test;

class RelayHealthTest {
    private static final RecipientOutcome SENDER_REFUSED =
            TestOutcomes.deferred(SmtpStage.MAIL, "550 5.7.1 we do not know this sender");
    private static final RecipientOutcome BUSY = TestOutcomes.deferred(SmtpStage.MAIL, "451 4.3.0 busy");

    private long now;
    private final RelayHealth health =
            new RelayHealth(RelayProfiles.named("generic"), () -> now, new PauseBackoff(() -> 0.5)); // no jitter

    @Test
    void s09_a_sender_refused_three_times_in_a_row_needs_a_person() {
        assertThat(after(SENDER_REFUSED)).isEmpty();
        assertThat(after(SENDER_REFUSED)).isEmpty();

        PauseReason trouble = after(SENDER_REFUSED).orElseThrow();

        assertThat(trouble.reason()).contains("we do not know this sender");
        assertThat(trouble.tryAgainAfter()).isEmpty();
        assertThat(trouble.correctionTriesAgainAfter()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void s08_a_temporary_refusal_is_retried_with_growing_waits_until_a_mail_is_accepted() {
        assertThat(pauseFor(BUSY)).contains(Duration.ofSeconds(10));
        later(Duration.ofSeconds(11));
        assertThat(pauseFor(BUSY)).contains(Duration.ofSeconds(20));
        later(Duration.ofSeconds(21));
        after(TestOutcomes.ACCEPTED);

        assertThat(pauseFor(BUSY)).contains(Duration.ofSeconds(10));
    }

    @Test
    void outcomes_during_a_pause_do_not_extend_it() {
        pauseFor(BUSY);
        later(Duration.ofSeconds(4));

        assertThat(pauseFor(BUSY)).contains(Duration.ofSeconds(6));
    }

    @Test
    void a_refused_or_deferred_recipient_shows_that_the_relay_works() {
        after(BUSY);
        after(BUSY);
        after(TestOutcomes.rejected(SmtpStage.RCPT, "550 5.1.1 no such user"));
        after(BUSY);

        assertThat(after(TestOutcomes.deferred(SmtpStage.RCPT, "451 4.2.0 greylisted")))
                .isEmpty();
        assertThat(after(BUSY)).isEmpty();
    }

    @Test
    void troubles_of_different_kinds_pass_by_themselves() {
        after(SENDER_REFUSED);
        after(TestOutcomes.broken(SmtpStage.MAIL));

        assertThat(after(SENDER_REFUSED).orElseThrow().tryAgainAfter()).isPresent();
    }

    @Test
    void three_doubts_in_a_row_pause_sending() {
        var doubt = new RecipientOutcome.InDoubt("no complete reply to the final dot: closed");
        after(doubt);
        after(doubt);

        assertThat(after(doubt).orElseThrow().tryAgainAfter()).isPresent();
    }

    @Test
    void exceeding_a_learned_limit_is_no_trouble() {
        var limit = new RecipientOutcome.Withheld(Optional.of(TestOutcomes.reply("452 4.5.3 too many recipients")));
        for (int i = 0; i < 10; i++) {
            assertThat(after(limit)).isEmpty();
        }
    }

    @Test
    void s46_a_relay_that_asks_for_a_slower_pace_is_obeyed_before_the_mailing_pauses() {
        RecipientOutcome slower =
                RelayProfiles.named("generic").interpret(TestOutcomes.deferred(SmtpStage.RCPT, "450 4.7.1 slow down"));
        for (int i = 0; i < 9; i++) {
            assertThat(after(slower)).isEmpty();
        }
        assertThat(after(slower).orElseThrow().tryAgainAfter()).isPresent();
    }

    private Optional<PauseReason> after(RecipientOutcome outcome) {
        return health.recordOutcomes(List.of(outcome));
    }

    private Optional<Duration> pauseFor(RecipientOutcome outcome) {
        after(outcome);
        after(outcome);
        return after(outcome).orElseThrow().tryAgainAfter();
    }

    private void later(Duration time) {
        now += time.toNanos();
    }
}
