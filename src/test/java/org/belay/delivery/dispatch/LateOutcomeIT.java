package org.belay.delivery.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.belay.delivery.journal.AttemptId;
import org.belay.delivery.journal.AttemptOutcome;
import org.belay.delivery.ledger.DeliveryLedger;
import org.belay.delivery.ledger.OutcomeStore;
import org.belay.testkit.AcceptedMail;
import org.belay.testkit.FaultPoint;
import org.belay.testkit.FaultyRelay;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.TestMailing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A late outcome of an attempt, when everything seemed over. */
class LateOutcomeIT {
    private static final FaultyRelay relay = FaultyRelay.start();

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve().relay(relay).auditRelay();

    @Test
    void a_mailing_resumes_when_a_mail_was_never_sent_and_sends_it() {
        TestMailing circular = belay.mailing(5);
        relay.forRecipient(circular.address(3))
                .at(FaultPoint.DOT)
                .resetConnection()
                .once();
        circular.send().awaitSent();
        assertThat(circular.state(3)).isEqualTo("IN_DOUBT");

        var looked = new CountDownLatch(1);
        relay.forRecipient(circular.address(3))
                .at(FaultPoint.RCPT)
                .await(looked)
                .once();
        say(circular, AttemptOutcome.notSent());

        assertThat(circular.mailingState()).isEqualTo("SENDING");
        assertThat(ended(circular)).isFalse();
        looked.countDown();
        circular.awaitSent().assertReachedEveryoneOnce();
        assertThat(ended(circular)).isTrue();
        assertThat(acts(circular)).containsOnlyOnce("start");
    }

    /** A correction waits for half a minute after a doubt about its notice. */
    @Test
    void a_mailing_is_corrected_again_when_a_late_reply_repeats_one_correction() {
        TestMailing circular = belay.mailing(5);
        relay.forRecipient(circular.address(3))
                .at(FaultPoint.DOT)
                .keepMessage()
                .resetConnection()
                .once();
        circular.send().awaitSent();
        circular.disregard();
        circular.awaitState("CORRECTED");

        var looked = new CountDownLatch(1);
        relay.forRecipient(circular.address(3))
                .at(FaultPoint.RCPT)
                .await(looked)
                .once();
        say(circular, late());

        assertThat(circular.mailingState()).isEqualTo("SENT");
        looked.countDown();
        circular.awaitState("CORRECTED");
        assertThat(ended(circular)).isTrue();
        assertThat(circular.acceptedCorrections()).hasSize(6);
    }

    /** The acceptance of the correction used to clear what the late reply had set. */
    @Test
    void p24_a_late_reply_while_the_correction_is_on_the_wire_sends_it_once_more_as_a_new_mail() {
        TestMailing circular = belay.mailing(5);
        relay.forRecipient(circular.address(3))
                .at(FaultPoint.DOT)
                .keepMessage()
                .resetConnection()
                .once();
        circular.send().awaitSent();
        var onTheWire = new CountDownLatch(1);
        var answer = new CountDownLatch(1);
        relay.forRecipient(circular.address(3))
                .at(FaultPoint.DOT)
                .announce(onTheWire)
                .await(answer)
                .once();
        circular.disregard();
        await().atMost(Duration.ofMinutes(2)).until(() -> onTheWire.getCount() == 0);

        say(circular, late());
        answer.countDown();

        await().atMost(Duration.ofMinutes(2))
                .until(() -> circular.acceptedCorrections().size() == 6);
        circular.awaitState("CORRECTED");
        List<AcceptedMail> corrections = relay.mails().stream()
                .filter(mail -> mail.recipients().contains(circular.address(3)))
                .filter(mail -> mail.header("Subject").orElseThrow().contains("isregard"))
                .toList();
        assertThat(corrections).hasSize(2);
        assertThat(corrections).extracting(AcceptedMail::messageId).doesNotHaveDuplicates();
        assertThat(corrections).extracting(mail -> mail.header("Date")).doesNotHaveDuplicates();
    }

    @Test
    void s58_a_late_reply_ends_a_correction_that_seemed_to_have_reached_no_one() {
        TestMailing circular = belay.mailing(1).send();
        circular.awaitSent();
        relay.forRecipient(circular.address(0)).at(FaultPoint.DOT).keepMessage().resetConnection();
        circular.disregard();
        await().atMost(Duration.ofMinutes(2))
                .until(() -> String.valueOf(circular.get().text("paused")).contains("reached no one"));
        assertThat(circular.mailingState()).isEqualTo("SENT");

        say(circular, late());

        circular.awaitState("CORRECTED");
        relay.forgetScript();
    }

    private static AttemptOutcome late() {
        return new AttemptOutcome(
                AttemptOutcome.Kind.ACCEPTED, Optional.of("END"), Optional.of("250 ok"), true, Optional.empty());
    }

    private static void say(TestMailing circular, AttemptOutcome settled) {
        long attempt = belay.sql()
                .sql("""
                        SELECT max(a.id) FROM attempt a JOIN delivery d ON d.id = a.delivery JOIN dispatch p ON p.id = d.dispatch
                         WHERE p.mailing = :mailing AND a.outcome = 'IN_DOUBT'
                        """)
                .param("mailing", circular.mailingNumber())
                .query(Long.class)
                .single();
        var answer = new OutcomeStore.OutcomeUpdate(new AttemptId(attempt), settled, Duration.ZERO);
        assertThat(belay.bean(DeliveryLedger.class).recordOutcomes(List.of(answer)))
                .hasSize(1);
    }

    private static boolean ended(TestMailing circular) {
        return belay.sql()
                .sql("SELECT ended_at IS NOT NULL FROM mailing WHERE id = :id")
                .param("id", circular.mailingNumber())
                .query(Boolean.class)
                .single();
    }

    private static List<String> acts(TestMailing circular) {
        return belay.sql()
                .sql("SELECT action FROM audit_entry WHERE subject = :id")
                .param("id", circular.id())
                .query(String.class)
                .list();
    }
}
