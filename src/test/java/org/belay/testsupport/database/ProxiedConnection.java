package org.belay.testsupport.database;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * One connection through {@link DatabaseProxy} (PostgreSQL frontend/backend protocol 3.0). A statement is executed
 * where it is bound; its text is known from the parse message by its name.
 */
final class ProxiedConnection {
    private static final int SSL_REQUEST = 80877103;

    private final DatabaseProxy proxy;
    private final Socket client;
    private final Socket server;
    private final Map<String, String> parsed = new ConcurrentHashMap<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile StatementTrap atCommit;
    private volatile boolean swallowed;

    ProxiedConnection(DatabaseProxy proxy, Socket client, Socket server) throws IOException {
        this.proxy = proxy;
        this.client = client;
        this.server = server;
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
    }

    void start() {
        thread("database-proxy-in", () -> guarded(this::fromClient));
        thread("database-proxy-out", () -> guarded(this::fromServer));
    }

    void cut() {
        ended.countDown();
        close(client);
        close(server);
        proxy.ended(this);
    }

    /** Keeps the connection open and forwards nothing more. */
    void swallow() {
        swallowed = true;
    }

    private void mayPass() throws IOException {
        if (swallowed) {
            try {
                ended.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new IOException("swallowed");
        }
    }

    private interface Way {
        void run() throws IOException;
    }

    private void guarded(Way way) {
        try {
            way.run();
        } catch (IOException ended) {
            // closed by either side, or by a trap
        } finally {
            cut();
        }
    }

    private void fromClient() throws IOException {
        var in = new DataInputStream(new BufferedInputStream(client.getInputStream(), 64 * 1024));
        var out = new BufferedOutputStream(server.getOutputStream(), 64 * 1024);
        int length = in.readInt();
        byte[] startup = in.readNBytes(length - 4);
        if (length == 8 && number(startup, 0) == SSL_REQUEST) {
            client.getOutputStream().write('N');
            length = in.readInt();
            startup = in.readNBytes(length - 4);
        }
        write(out, length, startup);
        out.flush();
        // hold back a whole round trip: a server with half of it counts as active, not as idle
        var roundTrip = new ByteArrayOutputStream();
        List<String> statements = new ArrayList<>();
        while (true) {
            int type = in.read();
            if (type < 0) {
                return;
            }
            mayPass();
            length = in.readInt();
            byte[] body = in.readNBytes(length - 4);
            statements.add(executed((char) type, body));
            roundTrip.write(type);
            write(roundTrip, length, body);
            if ("PBDEC".indexOf(type) < 0) {
                meet(statements);
                statements.clear();
                roundTrip.writeTo(out);
                roundTrip.reset();
                out.flush();
            }
        }
    }

    /** The text of the statement that this message executes; empty if it executes none. */
    private String executed(char type, byte[] body) {
        switch (type) {
            case 'P' -> {
                String name = text(body, 0);
                parsed.put(name, text(body, name.getBytes(StandardCharsets.UTF_8).length + 1));
                return "";
            }
            case 'B' -> {
                String portal = text(body, 0);
                return parsed.getOrDefault(text(body, portal.length() + 1), "").replaceAll("\\s+", " ");
            }
            case 'Q' -> {
                return text(body, 0).replaceAll("\\s+", " ");
            }
            default -> {
                return "";
            }
        }
    }

    /** Of several statements in one commit, one can be caught at the commit, and only if none of them was cut before. */
    private void meet(List<String> statements) throws IOException {
        for (String statement : statements) {
            var before = proxy.catches(StatementTrap.TrapPoint.BEFORE, statement);
            if (before.isPresent() && !before.get().letsGo()) {
                throw new IOException("torn by a trap");
            }
        }
        for (String statement : statements) {
            if (atCommit == null) {
                proxy.catches(StatementTrap.TrapPoint.COMMITTED, statement).ifPresent(trap -> atCommit = trap);
            }
        }
    }

    private void fromServer() throws IOException {
        var in = new DataInputStream(new BufferedInputStream(server.getInputStream(), 64 * 1024));
        var out = new BufferedOutputStream(client.getOutputStream(), 64 * 1024);
        var withheld = new ByteArrayOutputStream();
        while (true) {
            int type = in.read();
            if (type < 0) {
                out.flush();
                return;
            }
            mayPass();
            int length = in.readInt();
            byte[] body = in.readNBytes(length - 4);
            OutputStream to = atCommit == null ? out : withheld;
            to.write(type);
            write(to, length, body);
            boolean ready = type == 'Z';
            if (ready && atCommit != null) {
                if (body[0] == 'I') {
                    StatementTrap trap = atCommit;
                    atCommit = null;
                    if (!trap.letsGo()) {
                        throw new IOException("torn by a trap");
                    }
                }
                withheld.writeTo(out);
                withheld.reset();
            } else if (!ready && withheld.size() > 0 && in.available() == 0 && type == 'G') {
                withheld.writeTo(out); // COPY waits for the client
                withheld.reset();
            }
            if (in.available() == 0) {
                out.flush();
            }
        }
    }

    private static void write(OutputStream out, int length, byte[] body) throws IOException {
        out.write(new byte[] {(byte) (length >> 24), (byte) (length >> 16), (byte) (length >> 8), (byte) length});
        out.write(body);
    }

    private static int number(byte[] bytes, int at) {
        return (bytes[at] & 255) << 24 | (bytes[at + 1] & 255) << 16 | (bytes[at + 2] & 255) << 8 | bytes[at + 3] & 255;
    }

    private static String text(byte[] bytes, int from) {
        int to = from;
        while (bytes[to] != 0) {
            to++;
        }
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException closedAlready) {
            // closed, as intended
        }
    }

    static void thread(String name, Runnable work) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
