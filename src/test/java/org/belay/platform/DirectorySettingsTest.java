package org.belay.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.belay.platform.DirectorySettings.LdapSettings;
import org.belay.platform.Settings.ConnectionSecurity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectorySettingsTest {
    @TempDir
    Path dir;

    @Test
    void ldap_needs_a_host_and_has_defaults() throws IOException {
        Files.writeString(dir.resolve("secret"), "s3");

        LdapSettings ldap = load("""
                directory:
                  ldap:
                    host: ldap.example.org
                    bind-dn: cn=belay,dc=example,dc=org
                    password-file: secret
                """).directory().ldap().orElseThrow();

        assertThat(ldap.security()).isEqualTo(ConnectionSecurity.STARTTLS);
        assertThat(ldap.port()).isEqualTo(389);
        assertThat(ldap.passwordFile()).contains(dir.resolve("secret"));
        assertThat(ldap.pageSize()).isEqualTo(500);
        assertThat(ldap.timeLimit()).isEqualTo(Duration.ofMinutes(4));
        assertThat(load("").directory().ldap()).isEmpty();
        assertThat(load("directory:\n  ldap:\n    host: l\n    security: tls\n")
                        .directory()
                        .ldap()
                        .orElseThrow()
                        .port())
                .isEqualTo(636);
    }

    @Test
    void mistakes_are_named_with_their_line() throws IOException {
        Files.writeString(dir.resolve("secret"), "s3");

        assertThat(problems("directory:\n  ldap:\n    port: 389\n"))
                .containsExactly("belay.yaml:3: directory.ldap.port is set, but directory.ldap.host is not."
                        + " Add the host, or remove it.");
        assertThat(problems("directory:\n  ldap:\n    host: l\n    bind-name: cn=x\n")
                        .get(0))
                .startsWith("belay.yaml:4: there is no setting \"directory.ldap.bind-name\".");
        assertThat(problems("directory:\n  ldap:\n    host: l\n    bind-dn: cn=x\n"))
                .containsExactly("belay.yaml:4: directory.ldap.bind-dn is set, but directory.ldap.password-file is not."
                        + " Set both, or neither.");
    }

    @Test
    void a_password_is_sent_in_clear_text_to_this_machine_only() throws IOException {
        Files.writeString(dir.resolve("secret"), "s3");
        String open =
                "directory:\n  ldap:\n    host: %s\n    security: none\n    bind-dn: cn=x\n    password-file: secret\n";

        assertThat(problems(open.formatted("ldap.example.org")))
                .containsExactly(
                        "belay.yaml:4: directory.ldap.security is none, so the password would cross the network"
                                + " in clear text. Use starttls or tls.");
        assertThat(load(open.formatted("127.0.0.1")).directory().ldap()).isPresent();
    }

    @Test
    void databases_have_names_of_the_operators_choice() {
        Settings settings = load("""
                directory:
                  sql:
                    hr:
                      url: jdbc:postgresql://hr.example.org/people?sslmode=verify-full
                      user: reader
                    time-sheets:
                      url: jdbc:postgresql://db.example.org:5433/times?user=x&sslmode=verify-full
                      row-limit: 500
                """);

        assertThat(settings.directory().sql().keySet()).containsExactly("hr", "time-sheets");
        assertThat(settings.directory().sql().get("time-sheets").rowLimit()).isEqualTo(500);
        assertThat(Settings.load(dir, Map.of("BELAY_DIRECTORY_SQL_TIME_SHEETS_USER", "me"))
                        .directory()
                        .sql()
                        .get("time-sheets")
                        .user())
                .contains("me");
        assertThat(problems("directory:\n  sql:\n    hr:\n      user: me\n"))
                .containsExactly("directory.sql.hr.url is missing. Add it, or remove the database hr.");
        assertThat(problems("directory:\n  sql:\n    hr:\n      url: jdbc:oracle:x\n")
                        .get(0))
                .contains("must be a JDBC URL such as jdbc:postgresql://hr.example.org/people");
        assertThat(problems("directory:\n  sql:\n    HR:\n      url: jdbc:postgresql:x\n")
                        .get(0))
                .startsWith("belay.yaml:3: there is no setting \"directory.sql.HR\".");
    }

    @Test
    void the_database_of_another_machine_must_prove_who_it_is() {
        String database = "directory:\n  sql:\n    hr:\n      url: %s\n";

        for (String open : List.of(
                "jdbc:postgresql://hr.example.org/p?password=s3cret",
                "jdbc:postgresql://localhost,hr.example.org/p?password=s3cret&sslmode=require")) {
            assertThat(problems(database.formatted(open)))
                    .containsExactly("belay.yaml:4: directory.sql.hr.url is on another machine, so its certificate must"
                            + " be checked. Add sslmode=verify-full to the URL.");
        }
        assertThat(problems(database.formatted("jdbc:oracle:p?password=s3cret")).toString())
                .doesNotContain("s3cret");
        for (String here : List.of("jdbc:postgresql:p", "jdbc:postgresql://127.0.0.1:5433/p")) {
            assertThat(load(database.formatted(here)).directory().sql()).containsKey("hr");
        }
    }

    private List<String> problems(String yaml) {
        return catchThrowableOfType(SettingsError.class, () -> load(yaml)).problems();
    }

    private Settings load(String yaml) {
        try {
            Files.writeString(dir.resolve("belay.yaml"), yaml);
            return Settings.load(dir, Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
