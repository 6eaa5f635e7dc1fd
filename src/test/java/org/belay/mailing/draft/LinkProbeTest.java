package org.belay.mailing.draft;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.belay.testsupport.AdjustableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a real server, whose path says what it answers: /302/anything, /405/anything. */
class LinkProbeTest {
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AdjustableClock clock = new AdjustableClock();
    private final LinkProbe probe = new LinkProbe(clock);
    private HttpServer server;

    @BeforeEach
    void a_server() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void a_redirect_is_not_followed_to_a_host_that_no_one_allowed() {
        assertThat(probe.probe(link("/302/moved"))).isEmpty();
        assertThat(requests).containsExactly("HEAD /302/moved");
    }

    @ParameterizedTest
    @CsvSource({"200,", "204,", "302,", "401,", "403,", "404, answers 404", "410, answers 410", "500, answers 500"})
    void a_link_that_only_some_people_may_open_is_reachable(int status, String problem) {
        assertThat(probe.probe(link("/" + status + "/page")).orElse(null)).isEqualTo(problem);
    }

    @Test
    void a_server_that_has_no_head_is_asked_with_get() {
        assertThat(probe.probe(link("/405/page"))).contains("answers 405");
        assertThat(requests).containsExactly("HEAD /405/page", "GET /405/page");
    }

    @Test
    void an_address_is_requested_once_in_ten_minutes() {
        URI link = link("/404/page");
        probe.probeAll(List.of(link, link));
        probe.probeAll(List.of(link));
        clock.setOffset(Duration.ofMinutes(9));
        assertThat(probe.probe(link)).contains("answers 404");
        assertThat(requests).hasSize(1);

        clock.setOffset(Duration.ofMinutes(10));
        assertThat(probe.lastProblem(link)).isEmpty();
        probe.probe(link);
        assertThat(requests).hasSize(2);
    }

    @Test
    void one_draft_sends_at_most_thirty_requests_at_a_time() {
        List<URI> links =
                IntStream.range(0, 50).mapToObj(n -> link("/200/" + n)).toList();
        probe.probeAll(links);
        assertThat(requests).hasSize(30);
        probe.probeAll(links);
        assertThat(requests).hasSize(50).doesNotHaveDuplicates();
    }

    @Test
    void an_address_that_cannot_be_requested_is_a_problem_and_no_failure() {
        assertThat(probe.probe(URI.create("ftp://127.0.0.1/file")))
                .contains("does not answer (IllegalArgumentException)");
    }

    private URI link(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        requests.add(exchange.getRequestMethod() + " " + path);
        exchange.getResponseHeaders().add("Location", "/200/elsewhere");
        exchange.sendResponseHeaders(Integer.parseInt(path.split("/")[1]), -1);
        exchange.close();
    }
}
