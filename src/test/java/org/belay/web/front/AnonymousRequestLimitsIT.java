package org.belay.web.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.Context;
import org.apache.catalina.Manager;
import org.belay.access.ApiTokens;
import org.belay.access.Role;
import org.belay.access.User;
import org.belay.access.Users;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.RawHttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** What people who are not signed in may cost. */
class AnonymousRequestLimitsIT {
    private static final String HOST = "Host: localhost";

    private final Users users = belay.bean(Users.class);

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve();

    /** Over all routes, so that a new one cannot be forgotten. */
    @Test
    void x29_nothing_is_stored_for_anonymous_requests() {
        long before = sessions().getSessionCounter();
        for (String route : routes()) {
            String query = route.startsWith("GET") ? "?" + "a".repeat(6_500) : "";
            for (String accept : List.of("text/html", "*/*", "application/json")) {
                RawHttpResponse.send(belay.port(), "", route + query + " HTTP/1.1", HOST, "Accept: " + accept);
                RawHttpResponse.send(
                        belay.port(),
                        "",
                        route + " HTTP/1.1",
                        HOST,
                        "Accept: " + accept,
                        "HX-Request: true",
                        "Cookie: belay=" + "B".repeat(32) + "; belay-next=%2Fpeople; belay-form=x");
            }
            if (!route.startsWith("GET")) {
                RawHttpResponse.send(
                        belay.port(),
                        "username=a%40b.example&password=wrong+wrong+wrong&_csrf=x",
                        route + " HTTP/1.1",
                        HOST,
                        "Content-Type: application/x-www-form-urlencoded");
            }
        }
        assertThat(sessions().getSessionCounter()).isEqualTo(before);
    }

    /** Each sends the beginning of a form and then nothing; none has ended when the others ask. */
    @Test
    void x29_five_hundred_slow_forms_leave_probes_pages_and_signed_in_people_alone() throws IOException {
        User admin = users.enrol("Ada", "ada@strangers.example.org", Set.of(Role.ADMIN), "test");
        String token = belay.bean(ApiTokens.class).issue("test", admin, admin).secret();
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 500; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), belay.port());
                slow.add(socket);
                socket.getOutputStream()
                        .write(("POST /"
                                        + List.of("sign-in", "api/v1/tokens", "mailings/1/stop")
                                                .get(i % 3)
                                        + " HTTP/1.1\r\nHost: "
                                        + List.of("localhost", "foreign.example")
                                                .get(i / 2 % 2)
                                        + "\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                                        + "Content-Length: 100000\r\n\r\nusername=")
                                .replace("100000", i % 2 == 0 ? "100000" : "5000")
                                .getBytes(StandardCharsets.US_ASCII));
            }
            assertThat(RawHttpResponse.send(belay.port(), "", "GET /healthz HTTP/1.1", HOST)
                            .status())
                    .isEqualTo(200);
            assertThat(RawHttpResponse.send(belay.port(), "", "GET /sign-in HTTP/1.1", HOST)
                            .status())
                    .isEqualTo(200);
            var signedIn = RawHttpResponse.send(
                    belay.port(),
                    "{}",
                    "POST /api/v1/mailings/1/stop HTTP/1.1",
                    HOST,
                    "Authorization: Bearer " + token,
                    "Content-Type: application/json");
            assertThat(signedIn.status()).isBetween(400, 409);
            // 403: it was read, and has no hidden field; 503 while all looks of these 500 are taken, then asked again
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> post("username=a%40b.example&password=wrong+wrong+wrong")
                                    .status()
                            == 403);
        } finally {
            for (Socket socket : slow) socket.close();
        }
    }

    /** The headers never end; the container's own time-out begins anew with each byte. */
    @Test
    void x29_headers_have_to_arrive_within_a_time_in_all() throws IOException {
        try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), belay.port())) {
            slow.setSoTimeout(100);
            slow.getOutputStream()
                    .write("GET /sign-in HTTP/1.1\r\nHost: localhost\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII));
            await().atMost(Duration.ofSeconds(60)).until(() -> isClosed(slow));
        }
        assertThat(RawHttpResponse.send(belay.port(), "", "GET /healthz HTTP/1.1", HOST)
                        .status())
                .isEqualTo(200);
    }

    private static boolean isClosed(Socket slow) throws IOException {
        try {
            slow.getOutputStream().write('a');
            return slow.getInputStream().read() < 0;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (SocketException closed) {
            return true;
        }
    }

    /** Each sends a byte a second and would do so for hours. */
    @Test
    void x29_three_hundred_slow_requests_of_one_person_leave_stop_to_the_others() throws IOException {
        User mallory = users.enrol("Mallory", "mallory@strangers.example.org", Set.of(Role.AUTHOR), "test");
        String slowly =
                belay.bean(ApiTokens.class).issue("slow", mallory, mallory).secret();
        User author = users.enrol("Ann", "ann@strangers.example.org", Set.of(Role.AUTHOR), "test");
        String token = belay.bean(ApiTokens.class).issue("test", author, author).secret();
        List<Socket> slow = new ArrayList<>();
        var drip = Executors.newSingleThreadScheduledExecutor();
        try {
            for (int i = 0; i < 300; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), belay.port());
                slow.add(socket);
                String type = List.of("application/x-www-form-urlencoded", "application/json", "text/csv")
                        .get(i % 3);
                socket.getOutputStream()
                        .write(("POST /api/v1/" + (i % 3 == 2 ? "audiences?name=slow" : "mailings")
                                        + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + slowly
                                        + "\r\nContent-Type: " + type + "\r\nContent-Length: "
                                        + (i % 3 == 2 ? 5_000_000 : 5_000) + "\r\n\r\n{")
                                .getBytes(StandardCharsets.US_ASCII));
            }
            drip.scheduleWithFixedDelay(() -> slow.forEach(AnonymousRequestLimitsIT::drip), 0, 1, TimeUnit.SECONDS);

            var stop = RawHttpResponse.send(
                    belay.port(),
                    "{}",
                    "POST /api/v1/mailings/1/stop HTTP/1.1",
                    HOST,
                    "Authorization: Bearer " + token,
                    "Content-Type: application/json");

            assertThat(stop.status()).isBetween(400, 409);
            assertThat(RawHttpResponse.send(belay.port(), "", "GET /sign-in HTTP/1.1", HOST)
                            .status())
                    .isEqualTo(200);
        } finally {
            drip.shutdownNow();
            for (Socket socket : slow) socket.close();
        }
    }

    /** Answered by the container itself, before any filter; its thread then waits for the rest of the body. */
    @ParameterizedTest
    @ValueSource(strings = {"TRACE /", "OPTIONS *", "CONNECT localhost:80", "FOO /sign-in", "GET /%zz"})
    void x29_three_hundred_slow_bodies_of_odd_requests_leave_probes_alone(String request) throws IOException {
        List<Socket> slow = new ArrayList<>();
        var drip = Executors.newSingleThreadScheduledExecutor();
        try {
            for (int i = 0; i < 300; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), belay.port());
                slow.add(socket);
                socket.getOutputStream()
                        .write((request + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\na")
                                .getBytes(StandardCharsets.US_ASCII));
            }
            drip.scheduleWithFixedDelay(() -> slow.forEach(AnonymousRequestLimitsIT::drip), 0, 1, TimeUnit.SECONDS);

            assertThat(RawHttpResponse.send(belay.port(), "", "GET /healthz HTTP/1.1", HOST)
                            .status())
                    .isEqualTo(200);
            assertThat(RawHttpResponse.send(belay.port(), "", "GET /sign-in HTTP/1.1", HOST)
                            .status())
                    .isEqualTo(200);
        } finally {
            drip.shutdownNow();
            for (Socket socket : slow) socket.close();
        }
    }

    private static void drip(Socket socket) {
        try {
            socket.getOutputStream().write('a');
        } catch (IOException ended) {
            // it was refused
        }
    }

    @Test
    void x29_a_body_before_sign_in_is_small() {
        for (String route :
                List.of("POST /sign-in", "POST /api/v1/tokens", "POST /api/v1/mailings", "PUT /api/v1/mailings/1")) {
            var answer = RawHttpResponse.send(
                    belay.port(), "a".repeat(70_000), route + " HTTP/1.1", HOST, "Content-Type: application/json");
            assertThat(answer.status()).as(route).isEqualTo(413);
        }
    }

    private static RawHttpResponse post(String form) {
        return RawHttpResponse.send(
                belay.port(), form, "POST /sign-in HTTP/1.1", HOST, "Content-Type: application/x-www-form-urlencoded");
    }

    private static List<String> routes() {
        return belay
                .context()
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .stream()
                .flatMap(info -> info.getMethodsCondition().getMethods().stream()
                        .map(method -> method.asHttpMethod())
                        .filter(method -> method != HttpMethod.HEAD)
                        .flatMap(method -> info.getPatternValues().stream()
                                .map(path -> method + " " + path.replaceAll("\\{[^}]*}", "1"))))
                .distinct()
                .toList();
    }

    private static Manager sessions() {
        var server = (TomcatWebServer) ((WebServerApplicationContext) belay.context()).getWebServer();
        return ((Context) server.getTomcat().getHost().findChildren()[0]).getManager();
    }
}
