package org.belay.access.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.belay.platform.Settings;
import org.belay.testsupport.browser.TestProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.util.UriComponentsBuilder;

/** The protocol with a real provider, and its failures. */
class OidcProviderTest {
    private final TestProvider corp = TestProvider.start();
    private static final Map<String, Object> NORA =
            Map.of("email", "nora@corp.example", "email_verified", true, "name", "Nora", "groups", List.of("authors"));

    @TempDir
    Path dir;

    @AfterEach
    void stop() {
        corp.close();
    }

    @Test
    void a_person_comes_back_with_subject_verified_address_and_groups() {
        var provider = provider(corp.issuer(), Clock.systemUTC());
        var departure = provider.begin();
        assertThat(departure.provider().getQuery())
                .contains("code_challenge_method=S256", "scope=openid profile email", "state=", "nonce=")
                .doesNotContain(
                        departure.secrets().split("\\.")[1], departure.secrets().split("\\.")[2]);

        ExternalIdentity person = provider.finish(departure.secrets(), back(departure, "s-1", NORA));

        assertThat(person.subject()).isEqualTo("s-1");
        assertThat(person.issuer()).isEqualTo(corp.issuer());
        assertThat(person.verifiedAddress()).contains("nora@corp.example");
        assertThat(person.name()).isEqualTo("Nora");
        assertThat(person.groups()).containsExactly("authors");
        assertThat(person.toString()).doesNotContain(person.idToken());
    }

    @Test
    void an_address_that_is_not_verified_is_none() {
        for (Object word : Arrays.asList(false, "false", "no", 0)) {
            var claims = new HashMap<>(NORA);
            claims.put("email_verified", word);
            var provider = provider(corp.issuer(), Clock.systemUTC());
            var departure = provider.begin();
            assertThat(provider.finish(departure.secrets(), back(departure, "s-2", claims))
                            .verifiedAddress())
                    .isEmpty();
        }
    }

    @Test
    void x10_the_state_must_be_that_of_this_browser() {
        var provider = provider(corp.issuer(), Clock.systemUTC());
        var mine = provider.begin();
        var another = provider.begin();
        Map<String, String> answer = back(mine, "s-3", NORA);

        assertThat(problem(() -> provider.finish(another.secrets(), answer))).isEqualTo(OidcProblem.STATE);
        assertThat(problem(() -> provider.finish("", answer))).isEqualTo(OidcProblem.STATE);
        assertThat(problem(() -> provider.finish("x.y.z", answer))).isEqualTo(OidcProblem.STATE);
        assertThat(problem(() -> provider.finish(mine.secrets(), Map.of("state", "", "code", "c"))))
                .isEqualTo(OidcProblem.STATE);
    }

    /** An attacker's answer with the state of the victim: the ID token is that of another sign-in. */
    @Test
    void x10_the_id_token_must_be_that_of_this_sign_in() {
        var provider = provider(corp.issuer(), Clock.systemUTC());
        var victim = provider.begin();
        var attacker = provider.begin();
        var answer = new HashMap<>(back(attacker, "s-4", NORA));
        answer.put("state", victim.secrets().split("\\.")[0]);

        assertThat(problem(() -> provider.finish(victim.secrets(), answer))).isIn(OidcProblem.TOKEN, OidcProblem.STATE);
    }

    @Test
    void a_clock_that_is_wrong_by_more_than_a_minute_is_named() {
        for (Duration wrong : List.of(Duration.ofMinutes(-5), Duration.ofMinutes(15))) {
            var provider = provider(corp.issuer(), Clock.offset(Clock.systemUTC(), wrong));
            var departure = provider.begin();
            Map<String, String> answer = back(departure, "s-6", NORA);
            assertThat(problem(() -> provider.finish(departure.secrets(), answer)))
                    .as(wrong.toString())
                    .isEqualTo(OidcProblem.CLOCK);
        }
        var provider = provider(corp.issuer(), Clock.offset(Clock.systemUTC(), Duration.ofSeconds(-40)));
        var departure = provider.begin();
        assertThat(provider.finish(departure.secrets(), back(departure, "s-6", NORA))
                        .subject())
                .isEqualTo("s-6");
    }

    @Test
    void another_issuer_than_the_configured_one_is_refused() {
        assertThat(problem(
                        () -> provider(corp.issuer() + "/", Clock.systemUTC()).begin()))
                .isIn(OidcProblem.ISSUER, OidcProblem.AWAY);
        var provider = provider(corp.issuer(), Clock.systemUTC());
        var departure = provider.begin();
        var answer = new HashMap<>(back(departure, "s-7", NORA));
        answer.put("iss", "https://evil.example");
        assertThat(problem(() -> provider.finish(departure.secrets(), answer))).isEqualTo(OidcProblem.TOKEN);
    }

    @Test
    void the_provider_may_refuse_or_be_away() {
        var provider = provider(corp.issuer(), Clock.systemUTC());
        var departure = provider.begin();
        String state = departure.secrets().split("\\.")[0];
        assertThat(problem(
                        () -> provider.finish(departure.secrets(), Map.of("state", state, "error", "access_denied"))))
                .isEqualTo(OidcProblem.REFUSED);

        var another = TestProvider.start();
        var known = provider(another.issuer(), Clock.systemUTC());
        var left = known.begin();
        another.close();
        String code = left.secrets().split("\\.")[0];
        assertThat(problem(() -> known.finish(left.secrets(), Map.of("state", code, "code", "c"))))
                .isEqualTo(OidcProblem.AWAY);
        assertThat(problem(() -> provider(another.issuer(), Clock.systemUTC()).begin()))
                .isEqualTo(OidcProblem.AWAY);
    }

    @Test
    void a_configuration_without_end_is_cut_off() throws IOException {
        HttpServer endless = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        endless.createContext("/", request -> {
            request.sendResponseHeaders(200, 0);
            try (var out = request.getResponseBody()) {
                out.write("{\"issuer\":\"".getBytes());
                while (true) {
                    out.write(new byte[8192]);
                }
            } catch (IOException closed) {
                request.close();
            }
        });
        endless.start();
        try {
            String issuer = "http://localhost:" + endless.getAddress().getPort();
            assertThat(problem(() -> provider(issuer, Clock.systemUTC()).begin()))
                    .isEqualTo(OidcProblem.AWAY);
        } finally {
            endless.stop(0);
        }
    }

    @Test
    void groups_that_the_provider_left_out_end_the_sign_in() {
        var claims = new HashMap<>(NORA);
        claims.remove("groups");
        claims.put("_claim_names", Map.of("groups", "src1"));
        var provider = provider(corp.issuer(), Clock.systemUTC());
        var departure = provider.begin();
        Map<String, String> answer = back(departure, "s-8", claims);
        assertThat(problem(() -> provider.finish(departure.secrets(), answer))).isEqualTo(OidcProblem.TOO_MANY_GROUPS);
    }

    private static OidcProblem problem(ThrowingCallable act) {
        return catchThrowableOfType(OidcFailure.class, act).problem();
    }

    private Map<String, String> back(OidcProvider.Departure departure, String subject, Map<String, Object> claims) {
        corp.next(subject, claims);
        return parameters(corp.signIn(departure.provider()));
    }

    private static Map<String, String> parameters(String back) {
        return UriComponentsBuilder.fromUri(URI.create(back))
                .build()
                .getQueryParams()
                .toSingleValueMap();
    }

    private OidcProvider provider(String issuer, Clock clock) {
        try {
            Path secret = Files.writeString(dir.resolve("secret"), "belay-secret\n");
            var settings = Settings.load(
                    dir,
                    Map.of(
                            "BELAY_SIGN_IN_OIDC_ISSUER",
                            issuer,
                            "BELAY_SIGN_IN_OIDC_CLIENT_ID",
                            "belay",
                            "BELAY_SIGN_IN_OIDC_CLIENT_SECRET_FILE",
                            secret.toString(),
                            "BELAY_SIGN_IN_OIDC_ROLES_AUTHOR",
                            "authors"));
            return new OidcProvider(settings, clock);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
