package org.belay.delivery.relay;

import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.belay.delivery.DispatchKind;
import org.belay.delivery.reply.RelayLimits;
import org.belay.delivery.reply.RelayProfile;
import org.belay.delivery.reply.RelayProfiles;
import org.belay.smtp.RecipientOutcome;
import org.belay.smtp.SmtpTransaction;
import org.belay.testkit.FaultPoint;
import org.belay.testkit.FaultyRelay;
import org.belay.testkit.RelayLimit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.transaction.support.TransactionOperations;

/** Connections to a relay with limits: the limits are learned, and each recipient gets one mail. */
class RelayConnectionIT {
    private static final RelayProfile GENERIC = RelayProfiles.named("generic");
    private static final byte[] MAIL = "Subject: x\r\n\r\nx\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final List<String> PEOPLE = RelayMailing.people(20);

    private final FaultyRelay faulty = FaultyRelay.start();

    @AfterEach
    void close() {
        faulty.close();
    }

    @Test
    void s44_a_relay_that_allows_two_connections_is_used_over_two() throws Exception {
        var learned = new CountDownLatch(1);
        faulty.limitedTo(RelayLimit.connections(2)).at(FaultPoint.DOT).await(learned);
        Relay relay = RelayMailing.to(faulty, GENERIC);

        var sending = sending(relay);
        await().until(() -> relay.permits().allowed() <= 2);
        learned.countDown();

        RelayMailing post = sending.join();
        assertAllReceived(post);
        assertThat(post.offered.values()).allMatch(times -> times == 1);
    }

    @Test
    void s44_a_limit_that_is_reported_only_at_the_end_of_data_is_obeyed() throws Exception {
        var learned = new CountDownLatch(1);
        faulty.limitedTo(RelayLimit.connections(2)
                .at(FaultPoint.DOT)
                .answering("432 4.3.2 Concurrent connections limit exceeded."));
        faulty.onConnection(1).at(FaultPoint.DOT).await(learned);
        faulty.onConnection(2).at(FaultPoint.DOT).await(learned);
        Relay relay = RelayMailing.to(faulty, GENERIC);

        var sending = sending(relay);
        await().until(() -> relay.permits().allowed() <= 2);
        learned.countDown();

        assertAllReceived(sending.join());
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 1_500})
    void s44_a_connection_refused_while_the_first_ones_are_still_greeted_is_no_trouble(int millis) {
        faulty.limitedTo(RelayLimit.connections(2)).at(FaultPoint.EHLO).delay(Duration.ofMillis(millis));
        Relay relay = RelayMailing.to(faulty, GENERIC);

        List<Boolean> opened = Stream.generate(() -> supplyAsync(() -> opens(relay))).limit(3).toList().stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(opened).containsExactlyInAnyOrder(true, true, false);
        assertThat(relay.permits().allowed()).isEqualTo(2);
    }

    @Test
    void s45_more_recipients_than_the_relay_takes_go_out_in_more_transactions() throws Exception {
        faulty.limitedTo(RelayLimit.recipientsPerMessage(7));
        Relay relay = RelayMailing.to(faulty, GENERIC);

        RelayMailing post = new RelayMailing(relay).send(DispatchKind.CORRECTION, PEOPLE);

        assertAllReceived(post);
        assertThat(relay.recipientsPerMessage()).isEqualTo(7);
        assertThat(post.offered.values()).allMatch(times -> times <= 3);
    }

    @Test
    void s45_a_connection_is_retired_before_the_relay_closes_it() throws Exception {
        faulty.limitedTo(RelayLimit.messagesPerConnection(3));
        Relay relay = RelayMailing.to(faulty, GENERIC);
        assertAllReceived(new RelayMailing(relay).send(DispatchKind.NOTICE, PEOPLE));

        RelayMailing again = new RelayMailing(relay).send(DispatchKind.NOTICE, PEOPLE);

        assertThat(again.accepted()).hasSize(20);
        assertThat(again.offered.values()).as("no message met a closed door").allMatch(times -> times == 1);
    }

    @Test
    void s46_a_relay_that_asks_for_a_slower_pace_gets_it_and_each_recipient_gets_one_mail() throws Exception {
        faulty.limitedTo(RelayLimit.messages(12, Duration.ofSeconds(1)));

        RelayMailing post = new RelayMailing(RelayMailing.to(faulty, GENERIC)).send(DispatchKind.NOTICE, PEOPLE);

        assertAllReceived(post);
        assertThat(post.offered.values().stream().mapToInt(Integer::intValue).sum())
                .as("no hot loop")
                .isLessThan(60);
    }

    @ParameterizedTest
    @CsvSource({"DOT", "MAIL", "BANNER"})
    void a_silent_relay_does_not_keep_the_permit_from_others(FaultPoint point) throws Exception {
        faulty.onConnection(1).at(point).fallSilent();
        var one = new RelayLimits(1, 0, 100, 0, 0, 0, 0, RelayLimits.DayWindow.ROLLING, 0, false);
        RelayQuota none = new RelayQuota("none", one, true, null, TransactionOperations.withoutTransaction());
        Relay relay = RelayMailing.to(faulty, GENERIC.with(one), none, Duration.ofMillis(300));
        var stuck = CompletableFuture.runAsync(() -> {
            try (RelayConnection line = relay.connection(DispatchKind.NOTICE)) {
                line.open(Duration.ofSeconds(1))
                        .orElseThrow()
                        .offer(
                                SmtpTransaction.of("b@example.org", List.of("stuck@example.org"), MAIL),
                                Optional.empty());
            }
        });
        await().until(() -> faulty.connections() == 1);

        try (RelayConnection correction = relay.connection(DispatchKind.CORRECTION)) {
            Optional<OpenConnection> open = await().until(
                            () -> {
                                relay.maintain();
                                return correction.open(Duration.ofMillis(50));
                            },
                            Optional::isPresent);
            assertThat(open.orElseThrow()
                            .offer(
                                    SmtpTransaction.of("b@example.org", List.of("p@example.org"), MAIL),
                                    Optional.empty()))
                    .allMatch(outcome -> outcome instanceof RecipientOutcome.Accepted);
        }
        assertThat(stuck).isNotDone();
    }

    private static boolean opens(Relay relay) {
        return relay.connection(DispatchKind.NOTICE)
                .open(Duration.ofMillis(500))
                .isPresent();
    }

    private static CompletableFuture<RelayMailing> sending(Relay relay) {
        return supplyAsync(() -> new RelayMailing(relay).send(DispatchKind.NOTICE, PEOPLE));
    }

    private void assertAllReceived(RelayMailing post) {
        assertThat(post.accepted()).containsExactlyInAnyOrderElementsOf(PEOPLE);
        assertThat(faulty.took(mail -> true)).containsExactlyInAnyOrderElementsOf(PEOPLE);
    }
}
