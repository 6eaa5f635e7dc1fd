package org.belay.evidence.siem;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A syslog server that reads frames (RFC 6587 3.4.1), and can die while it reads. */
final class SyslogReceiver implements AutoCloseable {
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final SSLContext identity;
    private final ServerSocket server;
    private volatile int diesAfter = Integer.MAX_VALUE;

    private SyslogReceiver(SSLContext identity) throws IOException {
        this.identity = identity;
        this.server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        var thread = new Thread(this::serve, "test-syslog");
        thread.setDaemon(true);
        thread.start();
    }

    static SyslogReceiver tls(SSLContext identity) throws IOException {
        return new SyslogReceiver(identity);
    }

    int port() {
        return server.getLocalPort();
    }

    List<String> messages() {
        return messages;
    }

    /** Resets the connection after this number of further messages, once. */
    void dieAfter(int frames) {
        diesAfter = frames;
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket plain = server.accept()) {
                var socket = (SSLSocket) identity.getSocketFactory().createSocket(plain, null, true);
                read(socket, plain);
                socket.close();
            } catch (IOException ended) {
                // the next connection
            }
        }
    }

    private void read(Socket socket, Socket plain) throws IOException {
        var in = new DataInputStream(socket.getInputStream());
        while (true) {
            int length = length(in);
            if (length < 0) return;
            byte[] frame = in.readNBytes(length);
            if (frame.length < length) throw new SocketException("a frame was cut off");
            if (diesAfter-- == 0) {
                diesAfter = Integer.MAX_VALUE;
                plain.setSoLinger(true, 0); // a reset, as after the end of the process
                plain.close();
                throw new SocketException("died");
            }
            messages.add(new String(frame, StandardCharsets.UTF_8));
        }
    }

    private static int length(DataInputStream in) throws IOException {
        int length = 0;
        int digits = 0;
        while (true) {
            int octet = in.read();
            if (octet < 0) return -1;
            if (octet == ' ' && digits > 0) return length;
            if (octet < '0' || octet > '9' || ++digits > 6) throw new IOException("no octet count");
            length = length * 10 + octet - '0';
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
