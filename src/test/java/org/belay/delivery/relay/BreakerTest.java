package org.belay.delivery.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.belay.platform.RelaySettings;
import org.belay.smtp.Outcome;
import org.belay.smtp.Stage;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private static final Outcome SPAM = Said.rejected(Stage.END, "554 5.7.1 this looks like spam");

    private final Breaker breaker = new Breaker(new RelaySettings.Breaker(10, 20));

    @Test
    void s18_the_same_refusal_for_ten_of_the_first_twenty_is_the_mail_not_the_people() {
        for (int i = 0; i < 9; i++) {
            assertThat(breaker.after(List.of(SPAM))).isEmpty();
            assertThat(breaker.after(List.of(Said.ACCEPTED))).isEmpty();
        }

        Trouble trouble = breaker.after(List.of(SPAM)).orElseThrow();

        assertThat(trouble.why()).contains("refuses this mail for everybody", "10 of the first 19", "looks like spam");
        assertThat(trouble.probes())
                .as("another try would cost others their mail")
                .isTrue();
        assertThat(trouble.correctionTriesAgainAfter()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void refusals_that_differ_are_about_people() {
        for (int i = 0; i < 20; i++) {
            assertThat(breaker.after(List.of(Said.rejected(Stage.RCPT, "550 5.1." + i + " no"))))
                    .isEmpty();
        }
    }

    @Test
    void replies_without_a_fine_code_are_the_same_where_they_differ_in_the_address_only() {
        for (int i = 0; i < 9; i++) {
            breaker.after(List.of(Said.rejected(Stage.RCPT, "550 p" + i + "@example.org: blocked by policy")));
        }
        assertThat(breaker.after(List.of(Said.rejected(Stage.RCPT, "550 p9@example.org: blocked by policy"))))
                .isPresent();
    }

    @Test
    void after_the_first_twenty_it_is_quiet() {
        for (int i = 0; i < 20; i++) {
            breaker.after(List.of(Said.ACCEPTED));
        }
        for (int i = 0; i < 30; i++) {
            assertThat(breaker.after(List.of(SPAM))).isEmpty();
        }
    }

    @Test
    void whoever_resumes_gets_another_ten() {
        for (int i = 0; i < 9; i++) {
            breaker.after(List.of(SPAM));
        }
        assertThat(breaker.after(List.of(SPAM))).isPresent();
        assertThat(breaker.after(List.of(SPAM))).isEmpty();
    }
}
