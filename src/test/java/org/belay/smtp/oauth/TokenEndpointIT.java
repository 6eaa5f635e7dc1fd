package org.belay.smtp.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A token is fetched in time and cached while it is valid, and no secret is disclosed. */
class TokenEndpointIT {
    @TempDir
    Path folder;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private volatile int status = 200;
    private volatile String answer;
    private Instant now = Instant.parse("2026-12-01T08:00:00Z");

    @BeforeEach
    void start() throws IOException {
        Files.writeString(secretFile(), "s3cret & more\n");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/token", exchange -> {
            asked.add(exchange.getRequestMethod() + " "
                    + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            String body = answer != null
                    ? answer
                    : "{\"token_type\":\"Bearer\",\"expires_in\":3599,\"access_token\":\"t" + asked.size() + "\"}";
            exchange.sendResponseHeaders(status, body.getBytes(UTF_8).length);
            exchange.getResponseBody().write(body.getBytes(UTF_8));
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Path secretFile() {
        return folder.resolve("secret");
    }

    private TokenEndpoint endpoint() {
        return new TokenEndpoint(url(), "belay", secretFile(), "https://outlook.example/.default", () -> now);
    }

    private URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/token");
    }

    @Test
    void it_authenticates_as_the_client_and_caches_the_token() throws IOException {
        var endpoint = endpoint();

        assertThat(endpoint.token()).isEqualTo("t1").isEqualTo(endpoint.token());

        assertThat(asked)
                .containsExactly("POST grant_type=client_credentials&client_id=belay&client_secret=s3cret+%26+more"
                        + "&scope=https%3A%2F%2Foutlook.example%2F.default");
    }

    @Test
    void it_replaces_a_token_five_minutes_before_it_expires() throws IOException {
        var endpoint = endpoint();
        endpoint.token();

        now = now.plusSeconds(3599 - 5 * 60 - 1);
        assertThat(endpoint.token()).isEqualTo("t1");
        now = now.plusSeconds(1);
        assertThat(endpoint.token()).isEqualTo("t2");
    }

    @Test
    void a_short_lived_token_is_replaced_halfway_and_one_without_expiry_each_time() throws IOException {
        answer = "{\"access_token\":\"short\",\"expires_in\":\"60\"}";
        var endpoint = endpoint();
        endpoint.token();
        now = now.plus(Duration.ofSeconds(29));
        endpoint.token();
        assertThat(asked).hasSize(1);
        now = now.plusSeconds(1);
        endpoint.token();
        assertThat(asked).hasSize(2);

        answer = "{\"access_token\":\"endless\"}";
        var another = endpoint();
        another.token();
        another.token();
        assertThat(asked).hasSize(4);
    }

    @Test
    void a_refused_token_is_not_used_again_and_a_new_secret_needs_no_restart() throws IOException {
        var endpoint = endpoint();
        endpoint.refused(endpoint.token());
        Files.writeString(secretFile(), "another");

        assertThat(endpoint.token()).isEqualTo("t2");
        assertThat(asked.get(1)).contains("client_secret=another");
        endpoint.refused("t1"); // an old one
        assertThat(endpoint.token()).isEqualTo("t2");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 302})
    void a_refusal_is_reported_with_advice_and_without_the_secret(int no) {
        status = no;
        answer = "{\"error\":\"invalid_client\",\"error_description\":\"s3cret & more is\\r\\nwrong\"}";

        var refused = catchThrowableOfType(TokenRefused.class, () -> endpoint().token());

        assertThat(refused)
                .hasMessageContaining(url() + " answered " + no + ": invalid_client **** is\\x0D\\x0Awrong.")
                .hasMessageContaining("Check the client id belay, the secret in " + secretFile());
        assertThat(refused.getMessage()).doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 429})
    void a_temporary_failure_is_not_a_refusal(int later) {
        status = later;
        answer = "<html>busy</html>";

        assertThatThrownBy(() -> endpoint().token())
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(TokenRefused.class)
                .hasMessageContaining("answered " + later + ". Belay asks again later.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "{}", "{\"token\":\"x\"}"})
    void an_answer_without_a_token_is_refused(String body) {
        answer = body;

        assertThatThrownBy(() -> endpoint().token()).hasMessageContaining("answered without a token");
    }

    @Test
    void a_missing_secret_is_reported_before_the_endpoint_is_asked() throws IOException {
        Files.writeString(secretFile(), " \n");
        assertThatThrownBy(() -> endpoint().token())
                .isInstanceOf(TokenRefused.class)
                .hasMessageContaining("is empty");
        Files.delete(secretFile());
        assertThatThrownBy(() -> endpoint().token())
                .isInstanceOf(TokenRefused.class)
                .hasMessageContaining("cannot be read from " + secretFile());
        assertThat(asked).isEmpty();
    }

    @Test
    void an_unreachable_endpoint_is_not_a_refusal() {
        var endpoint = endpoint();
        server.stop(0);

        assertThatThrownBy(endpoint::token)
                .isNotInstanceOf(TokenRefused.class)
                .hasMessageContaining(url() + " cannot be reached");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://login.example/token", "ftp://localhost/token", "https:/token", "token"})
    void a_secret_is_never_sent_unencrypted(String url) {
        assertThatThrownBy(() -> new TokenEndpoint(URI.create(url), "belay", secretFile(), "x"))
                .hasMessageContaining("must begin with https");
    }
}
