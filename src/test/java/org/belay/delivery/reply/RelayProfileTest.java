package org.belay.delivery.reply;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.belay.smtp.RecipientOutcome;
import org.belay.smtp.SmtpStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelayProfileTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "generic | 550 5.7.1 Unable to relay",
                "generic | 554 5.7.1 <a@b.example>: Relay access denied",
                "generic | 550 relaying denied",
                "generic | 530 5.7.0 Authentication required",
                "generic | 452 4.3.1 Insufficient system storage",
                "postfix | 454 4.7.1 <a@b.example>: Relay access denied",
                "exchange-online | 554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException",
                "exchange-online | 554 5.2.2 mailbox full",
                "exchange-online | 432 4.3.2 Concurrent connections limit exceeded.",
                "exchange-online | 451 4.7.500 Server busy. Please try again later",
                "exchange-hve | 550 5.1.90 recipients limit exceeded",
                "exchange-on-premises | 452 4.3.1 Insufficient system resources",
                "google-relay | 550 5.4.5 Daily SMTP relay limit exceeded for user. - gsmtp",
                "google-relay | 550 5.7.1 Daily SMTP relay limit exceeded for customer. - gsmtp",
                "google-relay | 450 4.2.1 Peak SMTP relay limit exceeded for customer. - gsmtp",
                "ses | 454 Throttling failure: Daily message quota exceeded.",
                "ses | 454 Throttling failure: Maximum sending rate exceeded.",
                "ses | 554 Message rejected: Email address is not verified."
            })
    void s12_a_reply_about_the_relay_blames_no_recipient(String profile, String line) {
        SmtpStage stage = SmtpStage.RCPT;
        RecipientOutcome said =
                line.startsWith("5") ? TestOutcomes.rejected(stage, line) : TestOutcomes.deferred(stage, line);

        RecipientOutcome meant = RelayProfiles.named(profile).interpret(said);

        assertThat(meant).isInstanceOfSatisfying(RecipientOutcome.Deferred.class, deferred -> {
            assertThat(deferred.concernsRelay()).isTrue();
            assertThat(deferred.why()).endsWith(line).matches(".+: .+");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "generic | 550 5.1.1 no such user",
                "generic | 550 5.4.5 what only Google means otherwise",
                "exchange-online | 550 5.1.10 RESOLVER.ADR.RecipientNotFound",
                "exchange-online | 552 5.2.2 the recipient's mailbox is full",
                "google-relay | 550 5.7.1 this message is likely unsolicited mail",
                "ses | 554 Message rejected: address is on the suppression list"
            })
    void s12_a_reply_about_a_person_stays_one(String profile, String line) {
        RecipientOutcome said = TestOutcomes.rejected(SmtpStage.RCPT, line);

        assertThat(RelayProfiles.named(profile).interpret(said)).isSameAs(said);
    }

    @Test
    void every_profile_that_can_be_configured_exists_and_has_sane_figures() {
        for (String name : List.of(
                "generic",
                "postfix",
                "exchange-online",
                "exchange-hve",
                "exchange-on-premises",
                "google-relay",
                "ses")) {
            RelayLimits limits = RelayProfiles.named(name).limits();
            assertThat(limits.connections()).isPositive();
            assertThat(limits.recipientsPerMessage()).isPositive();
        }
    }
}
