package org.belay.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.belay.testkit.FaultyRelay;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.RawHttpResponse;
import org.belay.testsupport.TestInstallation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Link targets that accept connections and never answer. */
class UnresponsiveLinksIT {
    @RegisterExtension
    static final BelayServer belay =
            BelayServer.serve().set("BELAY_LINKS_ALLOWED", "localhost").relay(FaultyRelay.start());

    @Test
    void x29_stop_is_answered_while_twenty_five_checks_wait_for_links() throws Exception {
        List<Socket> held = new CopyOnWriteArrayList<>();
        ExecutorService authors = Executors.newFixedThreadPool(25);
        try (ServerSocket silent = new ServerSocket(0, 500, InetAddress.getLoopbackAddress())) {
            accept(silent, held);
            List<Future<RawHttpResponse>> checks = new ArrayList<>();
            for (int i = 0; i < 25; i++) {
                String links = "";
                for (int k = 0; k < 2; k++)
                    links += " [x](http://localhost:%d/%d/%d)".formatted(silent.getLocalPort(), i, k);
                String body = "{\"template\":\"vpn-change\",\"values\":{\"reason\":\"See%s\"}}".formatted(links);
                checks.add(authors.submit(() -> post("/mailings/check", body)));
            }
            await().until(() -> held.size() >= 40);
            RawHttpResponse stop = post("/mailings/M-99/stop", "{\"reason\":\"wrong\"}");
            assertThat(stop.status()).as(stop.body()).isEqualTo(404);
            for (var check : checks) {
                assertThat(check.get().status()).isEqualTo(200);
                assertThat(check.get().body()).contains("does not answer");
            }
        } finally {
            authors.shutdownNow();
            for (Socket socket : held) socket.close();
        }
    }

    private static void accept(ServerSocket silent, List<Socket> held) {
        Thread accepting = new Thread(() -> {
            while (!silent.isClosed()) {
                try {
                    held.add(silent.accept());
                } catch (IOException closed) {
                    return;
                }
            }
        });
        accepting.setDaemon(true);
        accepting.start();
    }

    private static RawHttpResponse post(String path, String body) {
        return RawHttpResponse.send(
                belay.port(),
                body,
                "POST /api/v1" + path + " HTTP/1.1",
                "Host: localhost",
                "Authorization: Bearer " + TestInstallation.token(TestInstallation.AUTHOR),
                "Content-Type: application/json");
    }
}
