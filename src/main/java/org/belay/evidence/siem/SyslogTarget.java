package org.belay.evidence.siem;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.belay.audit.AuditEntry;
import org.belay.platform.AuditSettings.SyslogSettings;
import org.belay.smtp.tls.TlsTrust;

/**
 * A syslog server (RFC 5424), over TLS (RFC 5425) or TCP to this machine, with octet counting (RFC 6587 3.4.1). Syslog acknowledges nothing,
 * so each batch has a connection of its own: a receiver that answers the end of our data with the end of its own has read it all
 * (RFC 5425 4.4). Without that answer, or after a reset, the batch is sent again.
 */
final class SyslogTarget implements ForwardTarget {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int LONGEST_SECONDS = 20;

    /** Facility 13, log audit; severity 5, notice. */
    private static final int PRIORITY = 13 * 8 + 5;

    private final SyslogSettings settings;
    private final String host;
    private final ForwardedRow format;
    private final ScheduledExecutorService deadlines;
    private final Optional<SSLContext> tls;

    /**
     * @param host in the messages, the same for all nodes
     * @param deadlines closes connections that take too long: a write has no time-out
     */
    SyslogTarget(SyslogSettings settings, String host, ForwardedRow format, ScheduledExecutorService deadlines) {
        this.settings = settings;
        this.host = host;
        this.format = format;
        this.deadlines = deadlines;
        this.tls = settings.tls()
                ? Optional.of(settings.authorities()
                        .map(TlsTrust::of)
                        .orElseGet(TlsTrust::systemDefault)
                        .context())
                : Optional.empty();
    }

    @Override
    public String name() {
        return "syslog " + settings.host() + ":" + settings.port();
    }

    @Override
    public void send(List<AuditEntry> rows) throws IOException {
        try (WatchedSocket plain = new WatchedSocket()) {
            var deadline = deadlines.schedule(() -> close(plain), LONGEST_SECONDS, TimeUnit.SECONDS);
            try {
                plain.connect(new InetSocketAddress(settings.host(), settings.port()), CONNECT_MILLIS);
                plain.setSoTimeout(LONGEST_SECONDS * 1000);
                Socket socket = tls.isPresent() ? encrypted(plain, tls.get()) : plain;
                OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 64 * 1024);
                for (AuditEntry row : rows) {
                    out.write(frame(row));
                }
                out.flush();
                socket.shutdownOutput();
                awaitEnd(socket);
                // a receiver that ends TLS by itself has unread data, which TCP answers with a reset
                if (socket != plain) awaitEnd(plain);
                plain.requireAllWritten();
            } finally {
                deadline.cancel(false);
            }
        }
    }

    /** The certificate must be for the host of the settings (RFC 5425 5.2). */
    private SSLSocket encrypted(Socket plain, SSLContext context) throws IOException {
        var socket =
                (SSLSocket) context.getSocketFactory().createSocket(plain, settings.host(), settings.port(), false);
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private byte[] frame(AuditEntry row) {
        byte[] json = format.json(row);
        String id = row.action().replaceAll("[^\\x21-\\x7E]", "-");
        String header = "<" + PRIORITY + ">1 " + row.at() + " " + host + " belay - "
                + (id.isEmpty() ? "-" : id.substring(0, Math.min(32, id.length()))) + " - ";
        byte[] head = header.getBytes(StandardCharsets.US_ASCII);
        byte[] count = ((head.length + json.length) + " ").getBytes(StandardCharsets.US_ASCII);
        byte[] frame = new byte[count.length + head.length + json.length];
        System.arraycopy(count, 0, frame, 0, count.length);
        System.arraycopy(head, 0, frame, count.length, head.length);
        System.arraycopy(json, 0, frame, count.length + head.length, json.length);
        return frame;
    }

    private static void awaitEnd(Socket socket) throws IOException {
        byte[] unexpected = new byte[1024];
        while (socket.getInputStream().read(unexpected) >= 0) {
            // a receiver has nothing to say; the deadline ends one that talks on
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException closed) {
            // the thread that sends has the failure
        }
    }
}
