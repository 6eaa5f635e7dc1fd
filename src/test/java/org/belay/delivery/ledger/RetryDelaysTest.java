package org.belay.delivery.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.belay.delivery.journal.AttemptOutcome;
import org.belay.delivery.reply.RefusalEvaluator.RefusalVerdict;
import org.belay.smtp.RecipientOutcome;
import org.belay.smtp.SmtpStage;
import org.belay.smtp.wire.SmtpReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryDelaysTest {
    private static final SmtpReply FULL = new SmtpReply(452, List.of("452 4.2.2 mailbox full"));
    private static final SmtpReply REFUSED = new SmtpReply(550, List.of("550 5.7.1 denied"));
    private static final RecipientOutcome REPORTED =
            new RecipientOutcome.Deferred(SmtpStage.RCPT, Optional.of(FULL), "full", false);
    private static final RecipientOutcome POLICY =
            new RecipientOutcome.Rejected(SmtpStage.RCPT, Optional.of(REFUSED), "denied");

    @ParameterizedTest
    @CsvSource({"1, 60", "2, 120", "3, 240", "4, 480", "5, 960", "6, 1800", "7, 1800", "12, 1800", "32767, 1800"})
    void a_recipient_that_the_relay_deferred_waits_a_minute_then_doubled_up_to_half_an_hour(int attempt, int seconds) {
        assertSpread(AttemptOutcome.of(REPORTED), attempt, seconds);
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "2, 4", "5, 32", "10, 1024", "11, 1800", "32767, 1800"})
    void a_delivery_deferred_without_a_reply_waits_two_seconds_then_doubled(int attempt, int seconds) {
        var unanswered = new RecipientOutcome.Deferred(SmtpStage.END, Optional.empty(), "no reply", false);
        assertSpread(AttemptOutcome.of(unanswered), attempt, seconds);
    }

    @Test
    void what_the_relay_says_about_itself_waits_five_seconds_however_often() {
        var busy = AttemptOutcome.of(new RecipientOutcome.Deferred(SmtpStage.MAIL, Optional.of(FULL), "busy", true));
        for (int attempt : new int[] {1, 5, 100}) assertSpread(busy, attempt, 5);
    }

    @Test
    void a_refusal_that_may_concern_the_sender_waits_until_other_recipients_are_offered() {
        for (var verdict : List.of(RefusalVerdict.UNDECIDED, RefusalVerdict.RECIPIENT_RULE)) {
            assertSpread(AttemptOutcome.judged(POLICY, verdict, false), 1, 5);
            assertSpread(AttemptOutcome.judged(POLICY, verdict, false), 9, 5);
        }
    }

    @Test
    void a_failure_inside_belay_waits_a_second() {
        for (int attempt : new int[] {1, 5, 100}) assertSpread(AttemptOutcome.failed("out of files"), attempt, 1);
    }

    @Test
    void mail_that_never_left_and_a_shared_copy_refused_for_all_go_at_once() {
        var broken = new RecipientOutcome.Deferred(SmtpStage.RCPT, Optional.empty(), "connection reset");
        for (int attempt : new int[] {1, 5, 100}) {
            assertThat(List.of(
                            AttemptOutcome.notSent(),
                            AttemptOutcome.of(broken),
                            AttemptOutcome.of(new RecipientOutcome.Withheld()),
                            AttemptOutcome.refusedTogether(POLICY)))
                    .allSatisfy(
                            one -> assertThat(RetryDelays.after(one, attempt)).isZero());
        }
    }

    @Test
    void what_is_not_attempted_again_by_itself_has_no_delay() {
        assertThat(List.of(
                        AttemptOutcome.of(new RecipientOutcome.Accepted(new SmtpReply(250, List.of("250 OK")))),
                        AttemptOutcome.of(POLICY),
                        AttemptOutcome.inDoubt("no reply to the end of data"),
                        AttemptOutcome.unrenderable("no such variant")))
                .allSatisfy(one -> assertThat(RetryDelays.after(one, 3)).isZero());
    }

    @Property
    void no_recipient_waits_longer_than_36_minutes(@ForAll @IntRange(min = 1) int attempt) {
        assertThat(RetryDelays.after(AttemptOutcome.of(REPORTED), attempt))
                .isBetween(Duration.ofMinutes(1), Duration.ofMinutes(36));
    }

    /** Up to a fifth more, at random: those deferred together do not all come back at the same moment. */
    private static void assertSpread(AttemptOutcome outcome, int attempt, int seconds) {
        List<Duration> delays = IntStream.range(0, 200)
                .mapToObj(n -> RetryDelays.after(outcome, attempt))
                .toList();
        assertThat(delays)
                .allSatisfy(one ->
                        assertThat(one).isBetween(Duration.ofSeconds(seconds), Duration.ofMillis(1200L * seconds)));
        assertThat(delays.stream().distinct().count()).as("spread").isGreaterThan(10);
    }
}
