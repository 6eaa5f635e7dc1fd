package org.belay.smtp.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Sends lines and reads replies on one connection; every wait has a deadline. Used by one thread, closed by any. */
public final class SmtpChannel {
    private static final int BLOCK = 16 * 1024; // also the size of the largest TLS record

    private final Socket plain;
    private final SmtpTranscript transcript;
    private final SocketWatchdog watchdog;
    private Socket top;
    private ReplyReader replies;
    private OutputStream out;
    private int refusals;

    public SmtpChannel(Socket plain, SmtpTranscript transcript) throws IOException {
        this.plain = plain;
        this.transcript = transcript;
        plain.setTcpNoDelay(true); // the end of data is sent on its own and must not wait for an acknowledgement
        use(plain);
        watchdog = SocketWatchdog.guard(plain);
    }

    private void use(Socket socket) throws IOException {
        top = socket;
        replies = new ReplyReader(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /** Address literal of the local end of the connection (RFC 5321 4.1.3). */
    public String addressLiteral() {
        InetAddress own = plain.getLocalAddress();
        String address = own.getHostAddress();
        int scope = address.indexOf('%');
        return own instanceof Inet6Address
                ? "[IPv6:" + (scope < 0 ? address : address.substring(0, scope)) + "]"
                : "[" + address + "]";
    }

    /** Sends a command and reads its reply, both within {@code limit}. */
    public SmtpReply ask(String command, Duration limit) throws IOException {
        return ask(command, command, limit);
    }

    /** The same for a command with a secret; the transcript gets {@code shown} instead. */
    public SmtpReply ask(String command, String shown, Duration limit) throws IOException {
        requireNoInput();
        try (var alarm = watchdog.arm(limit)) {
            try {
                transcript.client(shown);
                out.write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
                return heard(replies.next());
            } catch (ReplyOutOfSync e) {
                throw e;
            } catch (IOException e) {
                throw alarm.explain(e);
            }
        }
    }

    /** Sends commands without waiting for replies. The caller calls {@link #requireNoInput()} before the first of a group. */
    public void send(List<String> commands, Duration limit) throws IOException {
        commands.forEach(transcript::client);
        byte[] lines = (String.join("\r\n", commands) + "\r\n").getBytes(StandardCharsets.UTF_8);
        write(lines, lines.length, limit);
    }

    /** Sends the end of data and, in one piece with it, the commands behind it. */
    public void writeEndOfData(List<String> behind, Duration limit) throws IOException {
        behind.forEach(transcript::client);
        byte[] commands = behind.stream()
                .map(command -> command + "\r\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(DotStuffing.END_OF_DATA, DotStuffing.END_OF_DATA.length + commands.length);
        System.arraycopy(commands, 0, all, DotStuffing.END_OF_DATA.length, commands.length);
        write(all, all.length, limit);
    }

    public SmtpReply read(Duration limit) throws IOException {
        try (var alarm = watchdog.arm(limit)) {
            try {
                return heard(replies.next());
            } catch (ReplyOutOfSync e) {
                throw e;
            } catch (IOException e) {
                throw alarm.explain(e);
            }
        }
    }

    /** Writes bytes, each block within {@code limit}; on return the kernel has all of them. */
    public void write(byte[] bytes, int length, Duration limit) throws IOException {
        for (int at = 0; at < length; at += BLOCK) {
            try (var alarm = watchdog.arm(limit)) {
                try {
                    out.write(bytes, at, Math.min(BLOCK, length - at));
                } catch (IOException e) {
                    throw alarm.explain(e);
                }
            }
        }
    }

    public void addNote(String what) {
        transcript.client("[" + what + "]");
    }

    /** Fails if the relay has sent something unrequested: its next line would be taken for a reply. */
    public void requireNoInput() throws IOException {
        if (hasUnexpectedInput()) {
            throw new ReplyOutOfSync("the relay sent an unrequested line"
                    + lastReply().map(r -> ": " + r).orElse(""));
        }
    }

    /** Whether a reply has begun to arrive. */
    public boolean hasReply() throws IOException {
        return hasUnexpectedInput();
    }

    public boolean hasUnexpectedInput() throws IOException {
        if (replies.holdsMore()) {
            return true;
        }
        if (plain.isClosed() || plain.getInputStream().available() == 0) {
            return top != plain && top.getInputStream().available() > 0;
        }
        if (top == plain) {
            return true;
        }
        return somethingToRead(); // it may be a TLS message such as a session ticket: only decryption tells
    }

    /** The same; also detects a connection that was closed silently, which only a read shows. Takes up to 1 ms. */
    public boolean hasEndedOrUnexpectedInput() throws IOException {
        return replies.holdsMore() || somethingToRead();
    }

    private boolean somethingToRead() throws IOException {
        top.setSoTimeout(1);
        try {
            replies.fill();
            return true; // a reply, or the end of the stream: neither was requested
        } catch (SocketTimeoutException nothing) {
            return false;
        } finally {
            top.setSoTimeout(0);
        }
    }

    /** A complete reply that has already arrived, as a better reason than "broken pipe". Never waits. */
    public Optional<SmtpReply> lastReply() {
        try {
            if (plain.isClosed() || !hasUnexpectedInput()) {
                return Optional.empty();
            }
            top.setSoTimeout(1);
            return Optional.of(heard(replies.next()));
        } catch (IOException nothingComplete) {
            return Optional.empty();
        }
    }

    /** Starts TLS on the connection and checks the host name (RFC 3207, RFC 8314). */
    public SSLSocket encrypt(SSLSocketFactory factory, String host, int port, Duration limit) throws IOException {
        if (replies.holdsMore()) {
            // CVE-2011-0411: text that arrived unencrypted would be read as if it had been sent inside TLS
            throw new ReplyOutOfSync("unencrypted text followed the reply to STARTTLS");
        }
        var secured = (SSLSocket) factory.createSocket(plain, host, port, true);
        var parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        try (var alarm = watchdog.arm(limit)) {
            try {
                secured.startHandshake();
            } catch (IOException e) {
                throw alarm.explain(e);
            }
        }
        use(secured);
        addNote("TLS: " + secured.getSession().getProtocol() + ", "
                + secured.getSession().getCipherSuite());
        return secured;
    }

    /** Closes at once, from any thread. */
    public void closeNow() {
        watchdog.release();
        try {
            plain.close(); // closing the TLS socket could block (see {@link SocketWatchdog})
        } catch (IOException closedAnyway) {
            // the socket is unusable anyway
        }
    }

    /** Number of 4xx and 5xx replies so far. */
    public int refusals() {
        return refusals;
    }

    private SmtpReply heard(SmtpReply reply) {
        if (!reply.positive() && reply.code() / 100 != 3) {
            refusals++;
        }
        reply.lines().forEach(transcript::server);
        return reply;
    }
}
