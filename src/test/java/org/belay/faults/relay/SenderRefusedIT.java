package org.belay.faults.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.belay.testkit.FaultPoint;
import org.belay.testkit.FaultyRelay;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.TestMailing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A relay that refuses our sender, host, tenant or text with replies that seem to be about each recipient. */
class SenderRefusedIT {
    private static final String BLOCKED = "550 5.1.8 Access denied, bad outbound sender AS(20013)";

    private static final FaultyRelay relay = FaultyRelay.start();

    @RegisterExtension
    static final BelayServer belay =
            BelayServer.serve().relay(relay).set("BELAY_RELAY_CONNECTIONS", "3").auditRelay();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RCPT | 8  | 550 5.1.8 Access denied, bad outbound sender AS(20013) | Restricted entities",
                "RCPT | 60 | 550 5.7.705 Access denied, tenant has exceeded threshold | Restricted entities",
                "DOT  | 60 | 550 5.7.501 Access denied, spam abuse detected | Restricted entities",
                "RCPT | 3  | 550 5.7.68 Direct Send not allowed for this organization | inbound connector",
                "RCPT | 60 | 554 5.7.1 <unknown[192.0.2.7]>: Client host rejected: Access denied | mynetworks",
                "RCPT | 60 | 504 5.5.2 <localhost>: Helo command rejected: need fully-qualified hostname | relay.ehlo-name",
                "DOT  | 8  | 554 Transaction failed | operator"
            })
    void s58_s60_no_recipient_is_rejected_and_all_get_it_after_the_fix(
            FaultPoint point, int people, String line, String advice) {
        relay.at(point).reply(line);
        TestMailing circular = belay.mailing(people).send();

        assertThat(pausedBecause(circular)).contains(line.substring(4), advice, "a person resumes");
        awaitAllPending(circular, "NOTICE", people);

        relay.forgetScript();
        circular.resume();
        circular.awaitSent().assertReachedEveryoneOnce();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "421 4.7.0 Try again later, closing connection. (EHLO)",
                "504 5.5.2 <host>: Helo command rejected: need fully-qualified hostname"
            })
    void s60_a_refused_ehlo_name_pauses_and_names_the_setting(String line) {
        relay.goAway(); // no connection of another test is reused
        relay.comeBack();
        relay.at(FaultPoint.EHLO).reply(line);
        relay.at(FaultPoint.HELO).reply(line);
        TestMailing circular = belay.mailing(8).send();

        assertThat(pausedBecause(circular)).contains(line, "relay.ehlo-name");
        assertThat(relay.heard()).noneMatch(heard -> heard.command().equals("EHLO localhost"));

        relay.forgetScript();
        circular.resume();
        circular.awaitSent().assertReachedEveryoneOnce();
    }

    @ParameterizedTest
    @CsvSource({"8", "60"})
    void s59_a_refused_sender_reported_at_rcpt_rejects_no_recipient(int people) {
        relay.at(FaultPoint.RCPT)
                .reply(
                        "553 5.7.1 <bounces@example.org>: Sender address rejected: not owned by user it-notices@example.org");
        TestMailing circular = belay.mailing(people).send();

        assertThat(pausedBecause(circular)).contains("relay.return-path: fixed");
        awaitAllPending(circular, "NOTICE", people);

        relay.forgetScript();
        circular.resume();
        circular.awaitSent().assertReachedEveryoneOnce();
    }

    @Test
    void s58_a_block_in_the_middle_of_a_mailing_loses_no_mail() {
        relay.at(FaultPoint.DOT).delay(Duration.ofMillis(40));
        TestMailing circular = belay.mailing(150).send().awaitAccepted(40);
        relay.forgetScript();
        relay.at(FaultPoint.RCPT).reply(BLOCKED);

        assertThat(pausedBecause(circular)).contains("bad outbound sender");
        await().untilAsserted(() -> assertThat(circular.states()).containsOnlyKeys("ACCEPTED", "PENDING"));

        relay.forgetScript();
        circular.resume();
        circular.awaitSent().assertReachedEveryoneOnce();
    }

    @Test
    void s58_a_blocked_correction_is_not_called_corrected_and_continues_when_one_probe_is_accepted() {
        TestMailing circular = belay.mailing(60).send();
        circular.awaitSent().assertReachedEveryoneOnce();
        relay.at(FaultPoint.RCPT).reply(BLOCKED);
        circular.disregard();

        assertThat(pausedBecause(circular)).contains("bad outbound sender", "every five minutes");
        awaitAllPending(circular, "CORRECTION", 60);
        assertThat(circular.mailingState()).isEqualTo("SENT");

        long before = recipientsOffered();
        fiveMinutesPass(circular);
        await().until(() -> recipientsOffered() > before);
        await().until(() -> circular.get().text("paused").contains("One recipient was tried"));
        assertThat(recipientsOffered()).isEqualTo(before + 1);
        awaitAllPending(circular, "CORRECTION", 60);

        relay.forgetScript();
        fiveMinutesPass(circular);
        circular.awaitState("CORRECTED");
        assertThat(circular.acceptedCorrections()).containsExactlyInAnyOrderElementsOf(circular.acceptedNotices());
    }

    @Test
    void s58_a_mailbox_closed_by_a_rule_pauses_nothing_and_can_be_sent_to_after_the_fix() {
        TestMailing circular = belay.mailing(20);
        relay.forRecipient(circular.address(3)).at(FaultPoint.RCPT).reply("550 5.7.1 Not permitted to send here");
        circular.send().awaitSent();

        assertThat(circular.states()).isEqualTo(Map.of("ACCEPTED", 19L, "REJECTED", 1L));
        assertThat(offersTo(circular.address(3))).isEqualTo(3);

        relay.forgetScript();
        circular.resume();
        await().until(() -> circular.states().equals(Map.of("ACCEPTED", 20L)));
        circular.awaitSent().assertReachedEveryoneOnce();
    }

    @ParameterizedTest
    @CsvSource({"124", "129", "133", "134"})
    void s58_a_restricted_group_is_rejected_at_once_and_pauses_nothing(int code) {
        TestMailing circular = belay.mailing(5);
        relay.forRecipient(circular.address(4))
                .at(FaultPoint.RCPT)
                .reply("550 5.7." + code + " RESOLVER.RST.NotAuthorized; not authorized");
        circular.send().awaitSent();

        assertThat(circular.states()).isEqualTo(Map.of("ACCEPTED", 4L, "REJECTED", 1L));
        assertThat(offersTo(circular.address(4))).isEqualTo(1);
    }

    @Test
    void s58_the_last_recipient_refused_asks_a_person_before_it_is_rejected() {
        TestMailing circular = belay.mailing(1);
        relay.at(FaultPoint.RCPT).reply(BLOCKED);
        circular.send();

        assertThat(pausedBecause(circular)).contains("no other recipient is left");
        awaitAllPending(circular, "NOTICE", 1);

        circular.resume();
        circular.awaitSent();
        assertThat(circular.states()).isEqualTo(Map.of("REJECTED", 1L));

        relay.forgetScript();
        circular.resume();
        await().until(() -> circular.states().equals(Map.of("ACCEPTED", 1L)));
        circular.awaitSent().assertReachedEveryoneOnce();
    }

    @Test
    void s18_recipients_rejected_before_a_general_refusal_was_detected_are_retried() {
        relay.at(FaultPoint.RCPT).reply("550 5.1.1 no such user");
        TestMailing circular = belay.mailing(60).send();

        assertThat(pausedBecause(circular)).contains("for all recipients");
        // replies of other connections may arrive after the pause
        assertThat(circular.states("NOTICE").keySet()).isSubsetOf("PENDING", "IN_FLIGHT", "REJECTED");

        relay.forgetScript();
        circular.resume();
        circular.awaitSent().assertReachedEveryoneOnce();
    }

    @Test
    void s58_a_correction_that_reached_no_one_is_not_called_corrected() {
        TestMailing circular = belay.mailing(2).send();
        circular.awaitSent().assertReachedEveryoneOnce();
        relay.at(FaultPoint.RCPT).reply("550 5.1.1 no such user");
        circular.disregard();

        assertThat(pausedBecause(circular)).contains("reached no one");
        assertThat(circular.states("CORRECTION")).isEqualTo(Map.of("REJECTED", 2L));
        assertThat(circular.mailingState()).isEqualTo("SENT");

        relay.forgetScript();
        circular.resume();
        circular.awaitState("CORRECTED");
        assertThat(circular.acceptedCorrections()).containsExactlyInAnyOrderElementsOf(circular.acceptedNotices());
    }

    private static void awaitAllPending(TestMailing circular, String kind, int people) {
        await().untilAsserted(() -> assertThat(circular.states(kind).keySet()).isSubsetOf("PENDING"));
        assertThat(circular.states(kind).values().stream().mapToLong(n -> n).sum())
                .as("those not yet written are pending too")
                .isLessThanOrEqualTo(people);
    }

    /** The test cannot change the clock of the database, so what is due in five minutes is made due now. */
    private static void fiveMinutesPass(TestMailing circular) {
        belay.sql()
                .sql(
                        "UPDATE dispatch SET probe_at = probe_at - interval '5 minutes 10 seconds' WHERE mailing = :id AND state = 'PAUSED'")
                .param("id", circular.mailingNumber())
                .update();
    }

    private static long recipientsOffered() {
        return relay.heard().stream()
                .filter(heard -> heard.command().startsWith("RCPT"))
                .count();
    }

    private static long offersTo(String address) {
        return relay.heard().stream()
                .filter(heard -> heard.command().startsWith("RCPT TO:<" + address + ">"))
                .count();
    }

    private static String pausedBecause(TestMailing circular) {
        return await().atMost(Duration.ofMinutes(1))
                .until(() -> circular.get().text("paused"), why -> why != null && !why.isEmpty());
    }
}
