package org.belay.testkit;

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

/** The relay's end of one connection. What a client must not do on it is told to {@code offence}. */
final class Line implements AutoCloseable {
    private static final int LONGEST = 1024 * 1024;
    private static final byte[] CRLF = {'\r', '\n'};

    private final Socket plain;
    private final Consumer<String> offence;
    private final CountDownLatch closed = new CountDownLatch(1);
    private InputStream in;
    private OutputStream out;
    private boolean encrypted;
    private boolean unsaid; // something was written and not flushed

    Line(Socket plain, Consumer<String> offence) throws IOException {
        this.plain = plain;
        this.offence = offence;
        plain.setTcpNoDelay(true);
        use(plain);
    }

    private void use(Socket socket) throws IOException {
        in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
        out = new BufferedOutputStream(socket.getOutputStream(), 8 * 1024);
    }

    boolean encrypted() {
        return encrypted;
    }

    void encrypt(SSLContext context, boolean wantsCertificate) throws IOException {
        flush();
        var secured = (SSLSocket) context.getSocketFactory()
                .createSocket(plain, plain.getInetAddress().getHostAddress(), plain.getPort(), true);
        secured.setUseClientMode(false);
        secured.setNeedClientAuth(wantsCertificate);
        secured.startHandshake();
        use(secured);
        encrypted = true;
    }

    String readCommand() throws IOException {
        return new String(readLine("a command"), StandardCharsets.UTF_8);
    }

    /** A message up to its dot, doubled dots undone (RFC 5321 4.5.2). */
    byte[] readMessage() throws IOException {
        var message = new ByteArrayOutputStream(8 * 1024);
        while (true) {
            byte[] line = readLine("a message");
            boolean dotted = line.length > 0 && line[0] == '.';
            if (dotted && line.length == 1) {
                return message.toByteArray();
            }
            if (line.length > 999 || (line.length > 998 && !dotted)) {
                offence.accept("a line of " + line.length + " octets in a message");
            }
            message.write(line, dotted ? 1 : 0, line.length - (dotted ? 1 : 0));
            message.writeBytes(CRLF);
        }
    }

    private byte[] readLine(String what) throws IOException {
        if (unsaid && !hasMore()) {
            flush(); // answers to commands that came together leave together
        }
        var line = new ByteArrayOutputStream(128);
        boolean afterCr = false;
        while (true) {
            int b = in.read();
            if (b < 0) {
                throw new EOFException("the client has gone within " + what);
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
            if (line.size() > LONGEST) {
                throw new IOException("a line of more than " + LONGEST + " octets in " + what);
            }
        }
    }

    /** Whether the client has said more than it was asked. */
    boolean hasMore() throws IOException {
        return in.available() > 0;
    }

    void skip(long bytes) throws IOException {
        flush();
        for (long i = 0; i < bytes; i++) {
            if (in.read() < 0) {
                throw new EOFException("the client has gone");
            }
        }
    }

    /** Says this when it next waits for the client, or at {@link #flush}. */
    void write(byte[] bytes) throws IOException {
        unsaid = true;
        out.write(bytes);
    }

    void flush() throws IOException {
        unsaid = false;
        out.flush();
    }

    /** Waits, reading nothing, until this end is closed. */
    void awaitClose() throws IOException {
        flush();
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Closes so that what the client has not read yet is lost to it, and what it sends comes back as RST. */
    void tear() {
        try {
            plain.setSoLinger(true, 0);
        } catch (IOException closedAnyway) {
            // then there is nothing to tear
        }
        close();
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            plain.close();
        } catch (IOException closedAnyway) {
            // a socket that cannot be closed is closed
        }
    }
}
