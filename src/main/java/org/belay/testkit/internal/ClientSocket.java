package org.belay.testkit.internal;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** The server side of one connection. Protocol errors of the client go to {@code offence}. */
public final class ClientSocket implements AutoCloseable {
    private static final int MAX_LINE_LENGTH = 1024 * 1024;
    private static final byte[] CRLF = {'\r', '\n'};

    private final Socket plain;
    private final Consumer<String> offence;
    private final CountDownLatch closed = new CountDownLatch(1);
    private InputStream in;
    private OutputStream out;
    private boolean encrypted;
    private boolean unflushed; // written but not flushed

    public ClientSocket(Socket plain, Consumer<String> offence) throws IOException {
        this.plain = plain;
        this.offence = offence;
        plain.setTcpNoDelay(true);
        use(plain);
    }

    private void use(Socket socket) throws IOException {
        in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
        out = new BufferedOutputStream(socket.getOutputStream(), 8 * 1024);
    }

    public boolean encrypted() {
        return encrypted;
    }

    public void encrypt(SSLContext context, boolean wantsCertificate) throws IOException {
        flush();
        var secured = (SSLSocket) context.getSocketFactory()
                .createSocket(plain, plain.getInetAddress().getHostAddress(), plain.getPort(), true);
        secured.setUseClientMode(false);
        secured.setNeedClientAuth(wantsCertificate);
        secured.startHandshake();
        use(secured);
        encrypted = true;
    }

    public String readCommand() throws IOException {
        return new String(readLine("a command"), StandardCharsets.UTF_8);
    }

    /** Reads a message up to the final dot and undoes dot stuffing (RFC 5321 4.5.2). */
    public byte[] readMessage() throws IOException {
        var message = new ByteArrayOutputStream(8 * 1024);
        while (true) {
            byte[] line = readLine("a message");
            boolean stuffed = line.length > 0 && line[0] == '.';
            if (stuffed && line.length == 1) {
                return message.toByteArray();
            }
            if (line.length > 999 || (line.length > 998 && !stuffed)) {
                offence.accept("a line of " + line.length + " octets in a message");
            }
            message.write(line, stuffed ? 1 : 0, line.length - (stuffed ? 1 : 0));
            message.writeBytes(CRLF);
        }
    }

    private byte[] readLine(String what) throws IOException {
        if (unflushed && !hasMore()) {
            flush(); // replies to pipelined commands are sent together
        }
        var line = new ByteArrayOutputStream(128);
        boolean afterCr = false;
        while (true) {
            int b = in.read();
            if (b < 0) {
                throw new EOFException("the client disconnected within " + what);
            }
            if (afterCr && b == '\n') {
                return line.toByteArray();
            }
            if (afterCr || b == '\n') {
                offence.accept("a bare " + (afterCr ? "CR" : "LF") + " in " + what);
            }
            if (afterCr) {
                line.write('\r');
            }
            afterCr = b == '\r';
            if (!afterCr) {
                line.write(b);
            }
            if (line.size() > MAX_LINE_LENGTH) {
                throw new IOException("a line of more than " + MAX_LINE_LENGTH + " octets in " + what);
            }
        }
    }

    /** Whether more input is available than was read so far. */
    public boolean hasMore() throws IOException {
        return in.available() > 0;
    }

    public void skip(long bytes) throws IOException {
        flush();
        for (long i = 0; i < bytes; i++) {
            if (in.read() < 0) {
                throw new EOFException("the client disconnected");
            }
        }
    }

    /** Buffers the bytes; they are sent when the relay next waits for the client, or at {@link #flush}. */
    public void write(byte[] bytes) throws IOException {
        unflushed = true;
        out.write(bytes);
    }

    public void flush() throws IOException {
        unflushed = false;
        out.flush();
    }

    /** Waits without reading until this side is closed. */
    public void awaitClose() throws IOException {
        flush();
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Resets the connection (RST): unread data of the client is lost. */
    public void reset() {
        try {
            plain.setSoLinger(true, 0);
        } catch (IOException closedAnyway) {
            // nothing to reset
        }
        close();
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            plain.close();
        } catch (IOException closedAnyway) {
            // already closed
        }
    }
}
