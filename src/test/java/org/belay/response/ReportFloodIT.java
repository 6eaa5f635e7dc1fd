package org.belay.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.belay.access.ApiTokens;
import org.belay.access.Role;
import org.belay.access.User;
import org.belay.access.Users;
import org.belay.cli.BelayCommand;
import org.belay.testkit.FaultyRelay;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.TestInstallation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** More parallel reports than the server reads in parallel. */
class ReportFloodIT {
    private static final FaultyRelay relay = FaultyRelay.start();

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve().relay(relay);

    private final HttpClient client = HttpClient.newHttpClient();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void a_fifth_parallel_report_gets_503_and_is_accepted_later() throws Exception {
        // one person alone has two of the four places for large bodies
        var holders = List.of(TestInstallation.token(TestInstallation.ADMIN), tokenOfAnother());
        var held = new ArrayList<Half>();
        for (int n = 0; n < 4; n++) held.add(new Half(large(letter("held " + n)), holders.get(n % 2)));
        await().untilAsserted(() -> {
            HttpResponse<String> answer = handIn(letter("one more"));
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
            assertThat(answer.body()).contains("This one was not accepted.");
        });

        assertThat(pipedIn("piped in")).as("EX_TEMPFAIL").isEqualTo(75);
        assertThat(err.toString()).contains("Belay reads 4 reports at the same time", "hand it in again");
        assertThat(kept("piped in")).isZero();

        for (Half one : held) assertThat(one.theRest()).contains(" 200");
        assertThat(pipedIn("piped in")).isZero();
        assertThat(kept("held %")).isEqualTo(4);
        assertThat(kept("piped in")).isEqualTo(1);
    }

    @Test
    void every_report_of_a_flood_is_stored_once_if_callers_retry() throws Exception {
        List<Callable<Integer>> flood = IntStream.range(0, 60)
                .<Callable<Integer>>mapToObj(n -> () -> {
                    int status;
                    do {
                        status = handIn(letter("flood " + n)).statusCode();
                    } while (status == 503);
                    return status;
                })
                .toList();
        var mailSystems = Executors.newFixedThreadPool(20);
        try {
            for (Future<Integer> one : mailSystems.invokeAll(flood))
                assertThat(one.get()).isEqualTo(200);
        } finally {
            mailSystems.shutdown();
        }

        assertThat(kept("flood %")).isEqualTo(60);
    }

    /** A request whose last bytes have not been sent. */
    private static final class Half {
        private static final int MISSING = 2;

        private final Socket socket;
        private final byte[] message;

        Half(byte[] message, String token) throws IOException {
            this.message = message;
            socket = new Socket("127.0.0.1", belay.port());
            write(
                    "POST /api/v1/reports HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: message/rfc822\r\n"
                            + "Authorization: Bearer " + token
                            + "\r\nContent-Length: "
                            + message.length
                            + "\r\n\r\n");
            socket.getOutputStream().write(message, 0, message.length - MISSING);
        }

        private void write(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        }

        /** Sends the rest and returns the status line. */
        String theRest() throws IOException {
            try (socket) {
                socket.getOutputStream().write(message, message.length - MISSING, MISSING);
                return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                        .readLine();
            }
        }
    }

    /** Of a size that is read while it arrives; smaller ones are read before the route is called. */
    private static byte[] large(byte[] message) {
        byte[] padded = Arrays.copyOf(message, 1_100_000);
        for (int i = message.length; i < padded.length; i++) padded[i] = (byte) (i % 70 == 0 ? '\n' : 'a');
        return padded;
    }

    private static byte[] letter(String subject) {
        return ("From: sender@example.org\r\nSubject: " + subject + "\r\n\r\nHello\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private HttpResponse<String> handIn(byte[] message) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(belay.url("/api/v1/reports"))
                        .header("Authorization", "Bearer " + TestInstallation.token(TestInstallation.ADMIN))
                        .header("Content-Type", "message/rfc822")
                        .POST(BodyPublishers.ofByteArray(message))
                        .build(),
                BodyHandlers.ofString());
    }

    private static String tokenOfAnother() {
        User admin = belay.bean(Users.class).enrol("Ada", "ada@reports.example.org", Set.of(Role.ADMIN), "test");
        return belay.bean(ApiTokens.class).issue("test", admin, admin).secret();
    }

    private int pipedIn(String subject) throws IOException {
        Path message = Files.write(folder.resolve("message"), letter(subject));
        Path token = Files.writeString(folder.resolve("token"), TestInstallation.token(TestInstallation.ADMIN));
        return BelayCommand.with()
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err))
                .execute(
                        "bounce",
                        message.toString(),
                        "--url",
                        belay.url().toString(),
                        "--token-file",
                        token.toString());
    }

    private static long kept(String subject) {
        return belay.sql()
                .sql("SELECT count(*) FROM report WHERE subject LIKE :subject")
                .param("subject", subject)
                .query(Long.class)
                .single();
    }
}
