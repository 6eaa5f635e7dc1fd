package org.belay.delivery.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.belay.platform.Settings;
import org.belay.smtp.RelayAddress;
import org.belay.smtp.TransportSecurity;
import org.belay.testkit.FaultPoint;
import org.belay.testkit.FaultyRelay;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One real message through a real relay, and its dialogue. */
class RelayTestMessageIT {
    @TempDir
    Path folder;

    private final FaultyRelay relay = FaultyRelay.start();

    @AfterEach
    void stop() {
        relay.close();
    }

    @Test
    void an_accepted_message_is_on_the_record_of_the_relay_and_its_dialogue_is_shown() {
        var found = trial(TransportSecurity.NONE);

        assertThat(found.ok()).as(found.message()).isTrue();
        assertThat(found.message()).contains("accepted").contains("ann@example.org");
        assertThat(found.dialogue())
                .anyMatch(line -> line.startsWith("< 220"))
                .anyMatch(line -> line.startsWith("> MAIL FROM:<it@example.org>"));
        assertThat(relay.took())
                .singleElement()
                .satisfies(taken -> assertThat(taken.recipient()).isEqualTo("ann@example.org"));
    }

    @Test
    void a_refusal_quotes_the_reply_of_the_relay() {
        relay.forRecipient("ann@example.org").at(FaultPoint.RCPT).reply("550 5.1.1 no such user");
        var found = trial(TransportSecurity.NONE);
        assertThat(found.ok()).isFalse();
        assertThat(found.message()).contains("550 5.1.1 no such user").contains("Nothing was sent");
    }

    @Test
    void a_lost_reply_is_not_a_refusal() {
        relay.after(FaultPoint.DOT).keepMessage().dropConnection();
        var found = trial(TransportSecurity.NONE);
        assertThat(found.ok()).isFalse();
        assertThat(found.message()).contains("may get the message or not");
    }

    @Test
    void without_starttls_nothing_is_sent_in_clear_text() {
        var found = trial(TransportSecurity.STARTTLS);
        assertThat(found.ok()).isFalse();
        assertThat(found.message()).contains("STARTTLS");
        assertThat(relay.took()).isEmpty();
    }

    private RelayTest.RelayTestResult trial(TransportSecurity security) {
        Settings settings = Settings.load(
                folder, Map.of("BELAY_SENDER_ADDRESS", "it@example.org", "BELAY_SENDER_NAME", "Tessamar IT – Notices"));
        return new RelayTestMessage(settings, Clock.systemUTC())
                .send(RelayAddress.of("127.0.0.1", relay.port(), security, "belay.example.org"), "ann@example.org");
    }
}
