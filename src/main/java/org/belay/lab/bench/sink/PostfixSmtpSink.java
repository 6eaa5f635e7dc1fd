package org.belay.lab.bench.sink;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.belay.cli.http.CommandFailure;
import org.belay.lab.bench.sender.PostfixSmtpSource;
import org.belay.lab.process.TemporaryHome;

/**
 * smtp-sink of Postfix, if it is installed: the usual counterpart of {@code smtp-source}, slower than our sink. It
 * prints its count after each message: {@code sess=1 quit=0 mesg=42}.
 */
public final class PostfixSmtpSink implements MailSink {
    private static final int TRIES = 100;
    private static final String MESSAGES = "mesg=";

    private final Process process;
    private final int port;
    private final Thread reader = new Thread(this::read, "smtp-sink");
    private long taken;
    private long before;
    private Instant first = Instant.EPOCH;
    private Instant last = Instant.EPOCH;

    private PostfixSmtpSink(Process process, int port) {
        this.process = process;
        this.port = port;
        reader.setDaemon(true);
        reader.start();
    }

    public static Optional<PostfixSmtpSink> start() throws InterruptedException {
        var program = PostfixSmtpSource.program("smtp-sink");
        if (program.isEmpty()) return Optional.empty();
        int port = TemporaryHome.freePort();
        var command = new ArrayList<>(List.of(program.get().toString(), "-4", "-c"));
        if (System.getProperty("user.name").equals("root")) command.addAll(List.of("-u", "nobody"));
        command.addAll(List.of("127.0.0.1:" + port, "200"));
        try {
            var sink = new PostfixSmtpSink(
                    new ProcessBuilder(command).redirectErrorStream(true).start(), port);
            sink.awaitListening();
            return Optional.of(sink);
        } catch (IOException e) {
            throw new CommandFailure("smtp-sink cannot be run: " + e.getMessage());
        }
    }

    private void awaitListening() throws InterruptedException {
        for (int i = 0; i < TRIES && process.isAlive(); i++) {
            try (var probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException notYet) {
                Thread.sleep(50);
            }
        }
        close();
        throw new CommandFailure("smtp-sink does not listen.");
    }

    private void read() {
        var line = new StringBuilder();
        var buffer = new byte[8192];
        try (InputStream output = process.getInputStream()) {
            for (int n = output.read(buffer); n >= 0; n = output.read(buffer)) {
                for (int i = 0; i < n; i++) {
                    if (buffer[i] != '\r') {
                        line.append((char) buffer[i]);
                    } else {
                        update(line.toString());
                        line.setLength(0);
                    }
                }
            }
        } catch (IOException ended) {
            // counting stops, which the caller notices
        }
    }

    private synchronized void update(String counters) {
        int at = counters.indexOf(MESSAGES);
        if (at < 0) return;
        long now = Long.parseLong(counters.substring(at + MESSAGES.length()).trim());
        if (now == taken) return; // a session began or ended
        last = Instant.now();
        if (taken == before) first = last;
        taken = now;
    }

    @Override
    public int port() {
        return port;
    }

    /** Each message has one recipient here; bytes and connections are unknown. */
    @Override
    public synchronized SinkCount count() {
        long messages = taken - before;
        return new SinkCount(messages, messages, 0, 0, Duration.ZERO, first, last);
    }

    @Override
    public synchronized void reset() {
        before = taken;
    }

    @Override
    public byte[] sample() {
        return new byte[0];
    }

    @Override
    public void close() {
        process.destroy();
    }
}
