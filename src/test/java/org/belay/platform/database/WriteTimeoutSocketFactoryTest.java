package org.belay.platform.database;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WriteTimeoutSocketFactoryTest {
    @Test
    // without the limit it waits for ever: the TCP window of the peer is closed and its host answers every probe
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void p21_a_write_to_a_peer_that_reads_nothing_ends() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket socket = new WriteTimeoutSocketFactory(Duration.ofMillis(300))
                        .createSocket(silent.getInetAddress(), silent.getLocalPort())) {
            var out = socket.getOutputStream();

            assertThatThrownBy(() -> {
                        while (true) {
                            out.write(new byte[1 << 20]);
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
    }
}
