package org.belay.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.belay.smtp.EnvelopeFaultsIT.deferred;
import static org.belay.smtp.TestTransactions.ANN;
import static org.belay.smtp.TestTransactions.clear;
import static org.belay.smtp.TestTransactions.letter;
import static org.belay.smtp.TestTransactions.message;
import static org.belay.smtp.TestTransactions.offer;
import static org.belay.smtp.TestTransactions.offerOne;
import static org.belay.testkit.FaultPoint.DATA;
import static org.belay.testkit.FaultPoint.DOT;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.belay.testkit.AcceptedRecipient;
import org.belay.testkit.FaultPoint;
import org.belay.testkit.FaultyRelay;
import org.belay.testkit.ReceivedCommand;
import org.belay.testkit.junit.FaultyRelayExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Relays slow down, restart, lose mail and change their mind later; the client reports what it saw and no more. */
@ExtendWith(FaultyRelayExtension.class)
class RelayBehaviourIT {

    @Test
    void S03_what_was_accepted_before_the_relay_refuses_connections_stays_accepted(FaultyRelay relay) {
        try (var session = SmtpSession.open(clear(relay))) {
            assertThat(session.offer(letter(ANN)).get(0)).isInstanceOf(RecipientOutcome.Accepted.class);
            assertThat(session.offer(letter(ANN)).get(0)).isInstanceOf(RecipientOutcome.Accepted.class);
            relay.goAway();

            if (session.usable()) {
                deferred(session.offer(letter(ANN)).get(0), SmtpStage.MAIL);
            }
            assertThat(session.usable()).isFalse();
        }
        relay.comeBack();
        assertThat(offerOne(clear(relay))).isInstanceOf(RecipientOutcome.Accepted.class);
        assertThat(relay.took()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"354", "354 ", "354-first\r\n354 End data with <CR><LF>.<CR><LF>"})
    void S38_a_354_is_valid_with_and_without_text(String answer, FaultyRelay relay) {
        relay.at(DATA).reply(answer);

        assertThat(offerOne(clear(relay))).isInstanceOf(RecipientOutcome.Accepted.class);
        assertThat(relay.took()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "MAIL, 451 4.7.500 server busy",
        "RCPT, 450 4.7.1 too fast",
        "RCPT, 450 4.2.1 the user gets mail too fast",
        "DATA, 451 4.7.500 server busy",
        "DOT, 432 4.3.2 too many connections"
    })
    void S46_a_recipient_deferred_for_the_rate_is_accepted_once_later(
            FaultPoint point, String answer, FaultyRelay relay) {
        relay.at(point).reply(answer).times(3);
        try (var session = SmtpSession.open(clear(relay))) {
            for (int i = 0; i < 3; i++) {
                SmtpStage stage = point == DOT ? SmtpStage.END : SmtpStage.valueOf(point.name());
                deferred(session.offer(letter(ANN)).get(0), stage, answer);
                assertThat(session.usable()).isTrue();
                assertThat(session.refusalsInARow()).isEqualTo(i + 1);
            }
            assertThat(session.offer(letter(ANN)).get(0)).isInstanceOf(RecipientOutcome.Accepted.class);
        }
        assertThat(relay.took()).hasSize(1);
        assertThat(relay.heard())
                .filteredOn(h -> h.command().startsWith("MAIL"))
                .hasSize(4); // nothing was retried automatically
    }

    @Test
    void S55_a_relay_that_accepts_and_loses_has_accepted(FaultyRelay relay) {
        relay.at(DOT).loseMessage();

        assertThat(offerOne(clear(relay)))
                .isInstanceOfSatisfying(
                        RecipientOutcome.Accepted.class,
                        accepted -> assertThat(accepted.answer()).hasToString("250 2.0.0 taken"));
        assertThat(relay.took()).isEmpty(); // a 250 is all that a client can know
    }

    @Test
    void S56_the_parameters_that_a_later_bounce_needs_are_sent(FaultyRelay relay) {
        relay.offering("DSN", "PIPELINING");
        var transaction = SmtpTransaction.of("b+7.mac@example.org", List.of(ANN), message())
                .withEnvelopeId("7.mac");

        assertThat(offer(clear(relay), transaction).get(0)).isInstanceOf(RecipientOutcome.Accepted.class);

        assertThat(relay.heard())
                .extracting(ReceivedCommand::command)
                .contains(
                        "MAIL FROM:<b+7.mac@example.org> RET=HDRS ENVID=7.mac",
                        "RCPT TO:<ann@example.org> NOTIFY=FAILURE,DELAY ORCPT=rfc822;ann@example.org");
        assertThat(relay.took()).extracting(AcceptedRecipient::returnPath).containsExactly("b+7.mac@example.org");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void S54_when_the_relay_restarts_under_load_only_sent_messages_are_in_doubt(boolean overlap, FaultyRelay relay)
            throws Exception {
        relay.offering("PIPELINING", "8BITMIME").withoutKeepingBytes();
        int senders = 4;
        int each = 150;
        Map<String, RecipientOutcome> believed = new ConcurrentHashMap<>();
        Map<String, Boolean> dotted = new ConcurrentHashMap<>();
        var ended = new AtomicInteger();
        var pool = Executors.newFixedThreadPool(senders);
        for (int s = 0; s < senders; s++) {
            int sender = s;
            pool.execute(() -> {
                try {
                    send(clear(relay).withOverlap(overlap), sender, each, believed, dotted);
                } finally {
                    ended.incrementAndGet();
                }
            });
        }
        for (int restart = 1; restart <= 4; restart++) {
            int some = restart * 100;
            await().until(() -> believed.size() >= some || ended.get() == senders);
            relay.goAway();
            relay.comeBack();
        }
        pool.shutdown();
        assertThat(pool.awaitTermination(60, TimeUnit.SECONDS)).isTrue();

        assertThat(believed).hasSize(senders * each);
        Map<String, Long> recorded = relay.took().stream()
                .collect(Collectors.groupingBy(AcceptedRecipient::recipient, Collectors.counting()));
        believed.forEach((person, outcome) -> {
            long copies = recorded.getOrDefault(person, 0L);
            if (outcome instanceof RecipientOutcome.Accepted) {
                assertThat(copies).as("%s: %s", person, outcome).isEqualTo(1);
            } else if (outcome instanceof RecipientOutcome.InDoubt) {
                assertThat(copies).as("%s: %s", person, outcome).isBetween(0L, 1L);
                assertThat(dotted).containsKey(person);
            } else {
                assertThat(copies).as("%s: %s", person, outcome).isZero();
            }
        });
        assertThat(believed.values())
                .filteredOn(RecipientOutcome.InDoubt.class::isInstance)
                .hasSizeLessThanOrEqualTo(16);
    }

    /** Each message once, on any connection; a new connection when the old one is over. */
    private static void send(
            RelayAddress relay,
            int sender,
            int each,
            Map<String, RecipientOutcome> believed,
            Map<String, Boolean> dotted) {
        Optional<SmtpSession> session = Optional.empty();
        List<SmtpTransaction> row = IntStream.range(0, each)
                .mapToObj(i -> to("p" + sender + "-" + i + "@example.org", dotted))
                .toList();
        for (int i = 0; i < each; i++) {
            while (session.filter(SmtpSession::usable).isEmpty()) {
                session.ifPresent(SmtpSession::close);
                session = reached(relay);
            }
            Optional<SmtpTransaction> next = i + 1 < each ? Optional.of(row.get(i + 1)) : Optional.empty();
            believed.put(
                    row.get(i).recipients().get(0),
                    session.get().offer(row.get(i), next).get(0));
        }
        session.ifPresent(SmtpSession::close);
    }

    private static SmtpTransaction to(String person, Map<String, Boolean> dotted) {
        byte[] message = ("Message-ID: <" + person + ">\r\n\r\nHello.\r\n").getBytes(StandardCharsets.US_ASCII);
        return new SmtpTransaction("bounce@example.org", List.of(person), message, () -> {
            dotted.put(person, true);
            return true;
        });
    }

    private static Optional<SmtpSession> reached(RelayAddress relay) {
        try {
            return Optional.of(SmtpSession.open(relay));
        } catch (RelayUnavailable notNow) {
            return Optional.empty();
        }
    }
}
