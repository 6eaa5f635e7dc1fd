package org.belay.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    @TempDir
    Path dir;

    @Test
    void without_a_file_everything_has_a_default_and_the_missing_lines_are_named() {
        Settings settings = Settings.load(dir, Map.of("PATH", "/bin"));

        assertThat(settings.http().port()).isEqualTo(8025);
        assertThat(settings.http().address()).isEqualTo("127.0.0.1");
        assertThat(settings.publicUrl()).isEqualTo(URI.create("http://localhost:8025"));
        assertThat(settings.relay().security()).isEqualTo(Settings.ConnectionSecurity.STARTTLS);
        assertThat(settings.relay().port()).isEqualTo(587);
        assertThat(settings.dataDir()).isEqualTo(dir.resolve(".belay"));
        assertThat(settings.databaseUrl()).isEmpty();
        assertThat(settings.missingForSending())
                .containsExactly(
                        "sender.address: it-notices@example.org   # or BELAY_SENDER_ADDRESS",
                        "relay.host: smtp.example.org   # or BELAY_RELAY_HOST");
    }

    @Test
    void the_sample_loads_and_is_complete() throws IOException {
        Files.copy(Path.of("belay.sample.yaml"), dir.resolve("belay.yaml"));

        Settings settings = Settings.load(dir, Map.of());

        assertThat(settings.missingForSending()).isEmpty();
        assertThat(settings.bounceAddress()).isEqualTo("bounces@example.org");
        assertThat(settings.relay().username()).isEmpty();
        assertThat(settings.relay().limits().connections()).hasValue(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(uid={name}",
                "(&(uid={name})(x)",
                "(uid>{name})",
                "(uid=*{name}*)(mail={name})",
                "(uid=\\zz{name})"
            })
    void a_malformed_filter_of_the_sign_in_is_found_at_the_start(String filter) {
        var settings = Map.of(
                "BELAY_DIRECTORY_LDAP_HOST", "ldap.example.org",
                "BELAY_SIGN_IN_LDAP_BASE", "dc=example",
                "BELAY_SIGN_IN_LDAP_FILTER", filter);
        assertThatThrownBy(() -> Settings.load(dir, settings))
                .isInstanceOf(SettingsError.class)
                .hasMessageContaining("sign-in.ldap.filter");
    }

    @Test
    void the_sample_shows_every_key() throws IOException {
        String sample = Files.readString(Path.of("belay.sample.yaml"));

        for (String path : SettingsKey.paths()) {
            assertThat(sample).contains(path.substring(path.lastIndexOf('.') + 1) + ":");
        }
    }

    @Test
    void a_colour_without_contrast_is_refused_and_the_nearest_readable_one_is_named() throws IOException {
        write("look:\n  colour: '#F0B63F'\n");

        assertThat(catchThrowableOfType(SettingsError.class, () -> Settings.load(dir, Map.of()))
                        .problems())
                .containsExactly("belay.yaml:2: look.colour is #F0B63F; white text on it, and links in it, are hard to"
                        + " read. Use a darker one: #8B6A25 is the nearest readable one.");
    }

    @Test
    void a_logo_is_an_https_url_that_cannot_track_readers() {
        assertThat(Settings.load(dir, Map.of("BELAY_LOOK_LOGO", "https://example.org/logo.png"))
                        .look()
                        .logo())
                .contains(URI.create("https://example.org/logo.png"));
        assertThat(catchThrowableOfType(
                                SettingsError.class,
                                () -> Settings.load(
                                        dir, Map.of("BELAY_LOOK_LOGO", "http://example.org/logo.png?who=1")))
                        .problems())
                .containsExactly("BELAY_LOOK_LOGO: look.logo is \"http://example.org/logo.png?who=1\"; it must be the"
                        + " URL of an image that starts with https:// and contains no question mark.");
    }

    @Test
    void the_environment_overrides_the_file() throws IOException {
        write("relay:\n  host: from-file.example.org\n  security: tls\n");

        Settings settings = Settings.load(dir, Map.of("BELAY_RELAY_HOST", "from-env.example.org"));

        assertThat(settings.relay().host()).isEqualTo("from-env.example.org");
        assertThat(settings.relay().port()).isEqualTo(465);
    }

    @Test
    void the_default_bounce_address_is_the_sender() {
        assertThat(Settings.load(dir, Map.of("BELAY_SENDER_ADDRESS", "it@example.org"))
                        .bounceAddress())
                .isEqualTo("it@example.org");
    }

    @Test
    void an_unknown_key_is_named_with_its_line_and_the_nearest_known_one() throws IOException {
        write("sender:\n  address: it@example.org\nrelay:\n  hots: smtp.example.org\n");

        assertThat(problems(Map.of()).problems())
                .containsExactly("belay.yaml:4: there is no setting \"relay.hots\". Did you mean \"relay.host\"?");
    }

    @Test
    void an_unknown_environment_variable_is_named_too() {
        assertThat(problems(Map.of("BELAY_RELAY_PROT", "25")).problems())
                .containsExactly("Environment: there is no setting BELAY_RELAY_PROT. Did you mean BELAY_RELAY_PORT?");
    }

    @Test
    void variables_of_the_command_line_are_ignored() {
        assertThat(Settings.load(dir, Map.of("BELAY_TOKEN", "t", "BELAY_URL", "http://localhost:1")))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://intranet.example.org/belay",
                "https://intranet.example.org/belay/",
                "https://intranet.example.org//",
                "https://intranet.example.org/a/b",
                "https://ada@belay.example.org"
            })
    void x34_a_public_url_with_a_path_is_refused_at_the_start(String url) {
        assertThatThrownBy(() -> Settings.load(dir, Map.of("BELAY_PUBLIC_URL", url)))
                .isInstanceOf(SettingsError.class)
                .hasMessageContaining("BELAY_PUBLIC_URL: public-url is ")
                .hasMessageContaining("Belay needs its own host name");
    }

    @Test
    void x34_trusted_proxies_are_addresses_or_ranges() {
        var http = Settings.load(dir, Map.of("BELAY_HTTP_TRUSTED_PROXIES", "10.1.0.0/16, fd00::/8 192.0.2.1"))
                .http();
        assertThat(http.trustedProxies()).hasSize(3);
        for (String wrong : List.of("proxy.example.org", "10.1.0.0/33", "10.1.0", "::1/x", "300.1.1.1")) {
            assertThatThrownBy(() -> Settings.load(dir, Map.of("BELAY_HTTP_TRUSTED_PROXIES", wrong)))
                    .as(wrong)
                    .hasMessageContaining("http.trusted-proxies has \"" + wrong + "\"");
        }
    }

    @Test
    void all_mistakes_are_reported_together_with_the_valid_form() throws IOException {
        write("relay:\n"
                + "  security: ssl\n"
                + "  port: 0\n"
                + "bounce-address: missing\n"
                + "http: 80\n"
                + "sender: {address: a@b, address: c@d}\n");

        assertThat(problems(Map.of("BELAY_PUBLIC_URL", "belay.example.org")).problems())
                .containsExactlyInAnyOrder(
                        "belay.yaml:5: \"http\" takes keys under it, not a value.",
                        "belay.yaml:6: \"sender.address\" is already set, at belay.yaml:6.",
                        "belay.yaml:2: relay.security is \"ssl\"; it must be one of starttls, tls, none.",
                        "belay.yaml:3: relay.port is \"0\"; it must be a whole number from 1 to 65535.",
                        "belay.yaml:4: bounce-address is \"missing\"; it must be an e-mail address such as"
                                + " it-notices@example.org.",
                        "BELAY_PUBLIC_URL: public-url is \"belay.example.org\"; it must be such as"
                                + " https://belay.example.org.");
    }

    @Test
    void a_sender_that_no_header_can_carry_is_a_mistake() throws IOException {
        for (String wrong : List.of("a b@example.org", "it@example.org>")) {
            assertThat(problemOfSender(wrong))
                    .isEqualTo("belay.yaml:2: sender.address is \"" + wrong
                            + "\"; it must be an e-mail address such as it-notices@example.org.");
        }
    }

    @Test
    void a_sender_outside_ascii_is_refused_with_the_reason() throws IOException {
        for (String wrong : List.of("jörg@example.org", "it@bücher.example")) {
            assertThat(problemOfSender(wrong))
                    .isEqualTo("belay.yaml:2: sender.address is \"" + wrong
                            + "\"; it must be in ASCII, because not every mail program can answer another address;"
                            + " for a domain, use its form with xn--.");
        }
    }

    private String problemOfSender(String address) throws IOException {
        write("sender:\n  address: \"" + address + "\"\n");
        List<String> problems = problems(Map.of()).problems();
        assertThat(problems).as(address).hasSize(1);
        return problems.get(0);
    }

    @Test
    void a_yaml_syntax_error_is_reported_with_its_line() throws IOException {
        write("relay:\n  host: [smtp\n");

        assertThat(problems(Map.of()).getMessage())
                .contains("belay.yaml:3: this is not YAML")
                .contains("Nothing was started");
    }

    @Test
    void relative_paths_start_at_the_file_that_contains_them() throws IOException {
        Path elsewhere = Files.createDirectory(dir.resolve("etc"));
        Files.writeString(elsewhere.resolve("secret"), "s");
        Files.writeString(elsewhere.resolve("mail.yaml"), "data-dir: ../data\nrelay:\n  password-file: secret\n");

        Settings settings = Settings.load(dir, Map.of("BELAY_CONFIG", "etc/mail.yaml"));

        assertThat(settings.dataDir()).isEqualTo(dir.resolve("data"));
        assertThat(settings.relay().passwordFile()).contains(elsewhere.resolve("secret"));
    }

    @Test
    void a_missing_file_is_named() {
        assertThat(problems(Map.of("BELAY_CONFIG", "no.yaml")).getMessage()).contains("there is no file");
        assertThat(problems(Map.of("BELAY_RELAY_PASSWORD_FILE", "gone")).getMessage())
                .contains("BELAY_RELAY_PASSWORD_FILE: relay.password-file names " + dir.resolve("gone"));
    }

    private void write(String yaml) throws IOException {
        Files.writeString(dir.resolve("belay.yaml"), yaml);
    }

    private SettingsError problems(Map<String, String> env) {
        return catchThrowableOfType(SettingsError.class, () -> Settings.load(dir, env));
    }
}
