package org.belay.response.mailbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts mail by LMTP from programs on this machine. Number of connections and every wait are limited. */
final class LmtpServer implements AutoCloseable {
    private static final int MAX_CONNECTIONS = 8;
    private static final Duration SILENCE = Duration.ofMinutes(2);
    private static final Logger log = LoggerFactory.getLogger(LmtpServer.class);

    private final ServerSocket server;
    private final MessageSource.MessageHandler handler;
    private final Semaphore permits = new Semaphore(MAX_CONNECTIONS);

    /**
     * @param port 0 for any free port
     * @throws IOException if the port is in use
     */
    LmtpServer(int port, MessageSource.MessageHandler handler) throws IOException {
        server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        this.handler = handler;
    }

    int port() {
        return server.getLocalPort();
    }

    void start() {
        daemon("bounce-lmtp", this::accept).start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket connection = server.accept();
                if (permits.tryAcquire()) {
                    daemon("bounce-lmtp-connection", () -> serve(connection)).start();
                } else {
                    connection.close(); // the mail system tries again
                }
            } catch (IOException closed) {
                if (!server.isClosed()) log.warn("An LMTP connection could not be accepted.", closed);
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setSoTimeout(Math.toIntExact(SILENCE.toMillis()));
            new LmtpSession(connection, handler).serve();
        } catch (IOException ended) {
            log.info("An LMTP connection ended early: {}", ended.getMessage());
        } finally {
            permits.release();
        }
    }

    private static Thread daemon(String name, Runnable task) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException alreadyClosed) {
            log.debug("The LMTP port was closed before.", alreadyClosed);
        }
    }
}
