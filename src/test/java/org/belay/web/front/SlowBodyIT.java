package org.belay.web.front;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.belay.access.ApiTokens;
import org.belay.access.Role;
import org.belay.access.User;
import org.belay.access.Users;
import org.belay.testsupport.AdjustableClock;
import org.belay.testsupport.BelayServer;
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
        User ann = belay.bean(Users.class)
                .enrol("Ann", "ann" + ++people + "@slow.example.org", Set.of(Role.AUTHOR), "test");
        String token = belay.bean(ApiTokens.class).issue("test", ann, ann).secret();
        try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), belay.port())) {
            slow.setSoTimeout(100);
            slow.getOutputStream()
                    .write(("POST /api/v1/" + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                                    + "\r\nContent-Type: " + type + "\r\nContent-Length: " + length + "\r\n\r\n{")
                            .getBytes(StandardCharsets.US_ASCII));
            clock.setOffset(Duration.ZERO);

            String answer = "";
            for (int sent = 1; sent < 200 && answer.isEmpty(); sent++) {
                slow.getOutputStream().write('a');
                clock.setOffset(Duration.ofSeconds(sent));
                answer = read(slow);
            }

            assertThat(answer).startsWith("HTTP/1.1 408 ").contains("slowly");
        } finally {
            clock.setOffset(Duration.ZERO);
        }
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
