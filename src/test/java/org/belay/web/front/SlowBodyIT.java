package org.belay.web.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.belay.access.ApiTokens;
import org.belay.access.Role;
import org.belay.access.User;
import org.belay.access.Users;
import org.belay.testsupport.AdjustableClock;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.RawHttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A body that a person who is signed in sends too slowly. */
class SlowBodyIT {
    private static final AdjustableClock clock = new AdjustableClock();
    private static int people;

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve().clock(clock).unshared();

    @ParameterizedTest
    @CsvSource({
        "mailings, application/json, 5000",
        "mailings, application/x-www-form-urlencoded, 5000",
        "audiences?name=slow, text/csv, 5000000",
    })
    void x29_a_body_of_a_user_that_arrives_too_slowly_is_refused(String path, String type, int length)
            throws IOException {
        try (Socket slow = begin(token(), path, type, length)) {
            clock.setOffset(Duration.ZERO);

            String answer = "";
            for (int sent = 1; sent < 200 && answer.isEmpty(); sent++) {
                slow.getOutputStream().write('a');
                clock.setOffset(Duration.ofSeconds(sent));
                answer = read(slow);
            }

            assertThat(answer).startsWith("HTTP/1.1 408 ").contains("application/problem+json", "slowly");
        } finally {
            clock.setOffset(Duration.ZERO);
        }
    }

    /** The answer is there while the client still sends, and must not be lost by that. */
    @Test
    void x29_a_client_learns_why_the_beginning_of_its_import_was_refused() throws IOException {
        byte[] beginning = ("wrong,header\n" + "a,b\n".repeat(25_000)).getBytes(StandardCharsets.US_ASCII);
        try (Socket large = begin(token(), "audiences?name=unread", "text/csv", 1_500_001)) {
            large.getOutputStream().write(beginning);
            await().until(() -> large.getInputStream().available() > 0);

            large.getOutputStream().write(new byte[1_500_000 - beginning.length]);

            assertThat(read(large)).startsWith("HTTP/1.1 4").contains("email");
        }
    }

    @Test
    void x29_one_person_leaves_places_for_large_bodies_to_the_others() throws IOException {
        String ann = token();
        List<Socket> large = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) large.add(begin(ann, "audiences?name=slow", "text/csv", 5_000_000));
            List<String> answers = new ArrayList<>();
            await().until(() -> {
                for (Socket one : large) answers.add(read(one));
                answers.removeIf(String::isEmpty);
                return !answers.isEmpty();
            });
            assertThat(answers)
                    .singleElement()
                    .asString()
                    .contains("503", "application/problem+json", "Too many large");

            try (Socket other = begin(token(), "audiences?name=other", "text/csv", 1_100_001)) {
                other.getOutputStream().write("a".repeat(1_100_000).getBytes(StandardCharsets.US_ASCII));
                await().until(() -> other.getInputStream().available() > 0);
                assertThat(read(other)).startsWith("HTTP/1.1 4");
            }
            var small = RawHttpResponse.send(
                    belay.port(),
                    "",
                    "POST /api/v1/audiences?name=small HTTP/1.1",
                    "Host: localhost",
                    "Authorization: Bearer " + ann,
                    "Content-Type: text/csv",
                    "Transfer-Encoding: chunked",
                    "Connection: close\r\n\r\n1c\r\nname,email\nAnn,a@example.org\r\n0");
            assertThat(small.status()).as(small.body()).isEqualTo(201);
        } finally {
            for (Socket one : large) one.close();
        }
    }

    private static String token() {
        User ann = belay.bean(Users.class)
                .enrol("Ann", "ann" + ++people + "@slow.example.org", Set.of(Role.AUTHOR), "test");
        return belay.bean(ApiTokens.class).issue("test", ann, ann).secret();
    }

    /** Sends the headers and the first byte of a body. */
    private static Socket begin(String token, String path, String type, int length) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), belay.port());
        socket.setSoTimeout(100);
        socket.getOutputStream()
                .write(("POST /api/v1/" + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                                + "\r\nContent-Type: " + type + "\r\nContent-Length: " + length + "\r\n\r\n{")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String read(Socket socket) throws IOException {
        byte[] answer = new byte[4096];
        try {
            int got = socket.getInputStream().read(answer);
            return got < 0 ? "closed" : new String(answer, 0, got, StandardCharsets.UTF_8);
        } catch (java.net.SocketTimeoutException none) {
            return "";
        }
    }
}
