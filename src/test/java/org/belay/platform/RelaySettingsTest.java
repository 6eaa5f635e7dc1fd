package org.belay.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.belay.platform.RelaySettings.ReturnPathMode.EACH;
import static org.belay.platform.RelaySettings.ReturnPathMode.FIXED;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelaySettingsTest {
    @TempDir
    Path dir;

    @Test
    void settings_that_are_not_set_are_left_to_the_profile() {
        RelaySettings relay = load("relay:\n  profile: ses\n").relay();

        assertThat(relay.profile()).isEqualTo("ses");
        assertThat(relay.limits().connections()).isEmpty();
        assertThat(relay.limits().recipientsPerDay()).isEmpty();
        assertThat(relay.limits().overlap()).isEmpty();
        assertThat(relay.breaker()).isEqualTo(new RelaySettings.BreakerSettings(10, 20));
    }

    @Test
    void every_limit_can_be_set() {
        RelaySettings relay = load("""
                        relay:
                          connections: 8
                          limits:
                            recipients-per-day: 20000
                            day: calendar
                            overlap: yes
                          breaker:
                            refusals: 0
                        """).relay();

        assertThat(relay.limits().connections()).hasValue(8);
        assertThat(relay.limits().recipientsPerDay()).hasValue(20_000);
        assertThat(relay.limits().rollingDay()).contains(false);
        assertThat(relay.limits().overlap()).contains(true);
        assertThat(relay.breaker().refusals()).isZero();
    }

    @Test
    void s60_the_ehlo_name_is_a_full_host_name_or_an_address_literal() {
        for (String good : List.of("mail.example.org", "[192.0.2.1]", "[IPv6:2001:db8::1]")) {
            assertThat(load("relay:\n  ehlo-name: '" + good + "'\n").relay().ehloName())
                    .contains(good);
        }
        for (String bad : List.of("localhost", "localhost.localdomain.", "mailhost", "192.0.2.1", "a_b.example.org")) {
            assertThat(catchThrowableOfType(SettingsError.class, () -> load("relay:\n  ehlo-name: '" + bad + "'\n")))
                    .as(bad)
                    .hasMessageContaining("ehlo-name");
        }
        assertThat(load("relay:\n  profile: ses\n").relay().ehloName()).isEmpty();
    }

    @Test
    void with_a_bounce_address_each_transaction_has_its_own_return_path() {
        assertThat(load("bounce-address: b@example.org\n").relay().returnPath()).isEqualTo(EACH);
        assertThat(load("relay:\n  return-path: each\n").relay().returnPath()).isEqualTo(EACH);
    }

    @Test
    void the_return_path_is_fixed_without_a_bounce_address_or_if_the_relay_accepts_no_other() {
        assertThat(load("sender:\n  address: it@example.org\n").relay().returnPath())
                .isEqualTo(FIXED);
        assertThat(load("bounce-address: b@example.org\nrelay:\n  profile: Exchange-Online\n")
                        .relay()
                        .returnPath())
                .isEqualTo(FIXED);
        assertThat(load("bounce-address: b@example.org\nrelay:\n  return-path: fixed\n")
                        .relay()
                        .returnPath())
                .isEqualTo(FIXED);
    }

    @Test
    void a_bounce_address_must_leave_room_for_the_transaction_id() {
        String longest = "b".repeat(28) + "@example.org";

        assertThat(problems("bounce-address: " + longest + "\n").iterator().next())
                .contains(longest, "at most 27 characters", "relay.return-path to fixed");
        assertThat(load("bounce-address: " + longest + "\nrelay:\n  return-path: fixed\n")
                        .bounceAddress())
                .isEqualTo(longest);
    }

    @Test
    void an_invalid_number_is_named_with_its_line() {
        assertThat(problems("relay:\n  limits:\n    recipients-per-message: 5000\n    day: monday\n"))
                .containsExactly(
                        "belay.yaml:3: relay.limits.recipients-per-message is \"5000\"; it must be a whole number from 1"
                                + " to 1000.",
                        "belay.yaml:4: relay.limits.day is \"monday\"; it must be one of rolling, calendar.");
    }

    @Test
    void corrections_have_a_separate_relay_if_its_host_is_set() {
        assertThat(load("relay:\n  host: a.example.org\n").relayForCorrections())
                .isEmpty();

        Settings settings = load("relay:\n  host: a.example.org\nrelay-for-corrections:\n  host: b.example.org\n"
                + "  security: tls\n  limits:\n    messages-per-minute: 5\n");

        RelaySettings own = settings.relayForCorrections().orElseThrow();
        assertThat(own.host()).isEqualTo("b.example.org");
        assertThat(own.port()).isEqualTo(465);
        assertThat(own.limits().messagesPerMinute()).hasValue(5);
        assertThat(settings.relay().limits().messagesPerMinute()).isEmpty();
    }

    @Test
    void keys_of_a_relay_without_a_host_are_a_mistake() {
        assertThat(problems("relay-for-corrections:\n  port: 25\n"))
                .containsExactly(
                        "belay.yaml:2: relay-for-corrections.port is set, but relay-for-corrections.host is not."
                                + " Add the host, or remove it.");
    }

    @Test
    void oauth_needs_endpoint_client_id_secret_and_scope() throws IOException {
        Files.writeString(dir.resolve("secret"), "s3");
        RelaySettings.OAuthSettings oauth = load("""
                        relay:
                          username: it@example.org
                          oauth:
                            token-endpoint: https://login.example.org/token
                            client-id: belay
                            client-secret-file: secret
                            scope: https://outlook.office365.com/.default
                        """).relay().oauth().orElseThrow();

        assertThat(oauth.tokenEndpoint()).isEqualTo(URI.create("https://login.example.org/token"));
        assertThat(oauth.secretFile()).isEqualTo(dir.resolve("secret"));
    }

    @Test
    void incomplete_credentials_are_a_mistake() {
        assertThat(problems("relay:\n  oauth:\n    client-id: belay\n"))
                .containsExactly("belay.yaml:3: relay.oauth.client-id is set, but relay.oauth.token-endpoint is not."
                        + " Set both, or neither.");
        assertThat(problems("relay:\n  tls:\n    key-file: belay.yaml\n"))
                .containsExactly("belay.yaml:3: relay.tls.key-file is set, but relay.tls.certificate-file is not."
                        + " Set both, or neither.");
    }

    @Test
    void a_token_endpoint_must_use_https() throws IOException {
        Files.writeString(dir.resolve("secret"), "s3");

        assertThat(problems("relay: {username: a, oauth: {token-endpoint: 'http://login.example.org/token',"
                        + " client-id: b, client-secret-file: secret, scope: c}}"))
                .singleElement()
                .asString()
                .contains("it must be an https URL");
    }

    private Settings load(String yaml) {
        write(yaml);
        return Settings.load(dir, Map.of());
    }

    private Iterable<String> problems(String yaml) {
        write(yaml);
        return catchThrowableOfType(SettingsError.class, () -> Settings.load(dir, Map.of()))
                .problems();
    }

    private void write(String yaml) {
        try {
            Files.writeString(dir.resolve("belay.yaml"), yaml);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
