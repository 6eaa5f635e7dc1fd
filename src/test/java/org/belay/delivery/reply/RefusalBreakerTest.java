package org.belay.delivery.reply;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.belay.platform.RelaySettings;
import org.belay.smtp.RecipientOutcome;
import org.belay.smtp.SmtpStage;
import org.junit.jupiter.api.Test;

class RefusalBreakerTest {
    private static final RecipientOutcome SPAM = TestOutcomes.rejected(SmtpStage.END, "554 5.7.1 this looks like spam");

    private final RefusalBreaker breaker = new RefusalBreaker(new RelaySettings.BreakerSettings(10, 20));
    private long recipients = 100;

    @Test
    void s18_the_same_refusal_for_ten_of_the_first_twenty_is_about_the_mail() {
        for (int i = 0; i < 9; i++) {
            assertThat(hear(SPAM)).isEmpty();
            assertThat(hear(TestOutcomes.ACCEPTED)).isEmpty();
        }

        PauseReason trouble = hear(SPAM).orElseThrow();

        assertThat(trouble.reason())
                .contains("refuses this mail for all recipients", "10 of the first 19", "looks like spam");
        assertThat(trouble.probesOne())
                .as("another try would cost others their mail")
                .isTrue();
        assertThat(trouble.correctionTriesAgainAfter()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void different_refusals_are_about_recipients() {
        for (int i = 0; i < 20; i++) {
            assertThat(hear(TestOutcomes.rejected(SmtpStage.RCPT, "550 5.1." + i + " no")))
                    .isEmpty();
        }
    }

    @Test
    void replies_without_an_enhanced_code_are_the_same_if_only_the_address_differs() {
        for (int i = 0; i < 9; i++) {
            hear(TestOutcomes.rejected(SmtpStage.RCPT, "550 p" + i + "@example.org: blocked by policy"));
        }
        assertThat(hear(TestOutcomes.rejected(SmtpStage.RCPT, "550 p9@example.org: blocked by policy")))
                .isPresent();
    }

    @Test
    void after_the_first_twenty_it_does_not_trip() {
        for (int i = 0; i < 20; i++) {
            hear(TestOutcomes.ACCEPTED);
        }
        for (int i = 0; i < 30; i++) {
            assertThat(hear(SPAM)).isEmpty();
        }
    }

    @Test
    void s18_a_recipient_who_is_offered_again_is_not_counted_again() {
        for (long person = 0; person < 9; person++) {
            breaker.record(Map.of(person, SPAM), 0);
        }
        assertThat(breaker.record(Map.of(9L, SPAM), 0)).isPresent();
        for (long person = 0; person < 10; person++) {
            assertThat(breaker.record(Map.of(person, SPAM), 0)).isEmpty();
        }
    }

    @Test
    void after_a_resume_it_counts_another_ten() {
        for (int i = 0; i < 9; i++) {
            hear(SPAM);
        }
        assertThat(hear(SPAM)).isPresent();
        assertThat(hear(SPAM)).isEmpty();
    }

    /** For a recipient that was not seen before. */
    private Optional<PauseReason> hear(RecipientOutcome outcome) {
        return breaker.record(Map.of(recipients++, outcome), 0);
    }
}
