package org.belay.faults.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.belay.testkit.FaultyRelay;
import org.belay.testkit.TestAuthority;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.TestMailing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A password that the relay no longer accepts when the correction must be sent. */
class AuthenticationRefusedIT {
    private static final TestAuthority authority = new TestAuthority();
    private static final Path password = file("password", "secret");

    private static final FaultyRelay relay = FaultyRelay.start()
            .withStartTls(authority.server("127.0.0.1", "localhost"))
            .requiringAuth("belay", "secret", "PLAIN");

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve()
            .relay(relay)
            .set("BELAY_RELAY_SECURITY", "starttls")
            .set("BELAY_RELAY_USERNAME", "belay")
            .set("BELAY_RELAY_PASSWORD_FILE", password.toString())
            .set(
                    "BELAY_RELAY_TLS_AUTHORITIES_FILE",
                    file("authority.pem", authority.pem()).toString())
            .auditRelay();

    @Test
    void s58_a_correction_retries_authentication_every_five_minutes_and_continues_when_it_succeeds()
            throws IOException {
        TestMailing circular = belay.mailing(20).send();
        circular.awaitSent().assertReachedEveryoneOnce();
        Files.writeString(password, "old");
        relay.goAway(); // no connection of the notice is reused
        relay.comeBack();
        circular.disregard();

        await().atMost(Duration.ofMinutes(1))
                .until(() -> circular.get().text("paused").contains("every five minutes"));
        assertThat(circular.get().text("paused")).contains("our sign-in");
        await().until(() -> !circular.states("CORRECTION").containsKey("IN_FLIGHT"));
        long before = signIns();
        fiveMinutesPass(circular);
        await().until(() -> signIns() > before && !circular.get().text("paused").isEmpty());
        assertThat(signIns()).isEqualTo(before + 1);

        Files.writeString(password, "secret");
        fiveMinutesPass(circular);
        circular.awaitState("CORRECTED");
        assertThat(circular.acceptedCorrections()).containsExactlyInAnyOrderElementsOf(circular.acceptedNotices());
    }

    private static long signIns() {
        return relay.heard().stream()
                .filter(heard -> heard.command().startsWith("AUTH"))
                .count();
    }

    private static void fiveMinutesPass(TestMailing circular) {
        belay.sql()
                .sql(
                        "UPDATE dispatch SET probe_at = probe_at - interval '5 minutes 10 seconds' WHERE mailing = :id AND state = 'PAUSED'")
                .param("id", circular.mailingNumber())
                .update();
    }

    private static Path file(String name, String text) {
        try {
            return Files.writeString(Files.createTempDirectory("belay-sign-in-").resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
