package org.belay.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.belay.cli.Failure;
import org.belay.sandbox.Home;

/** Postfix's own mail server that takes everything, where it is installed: to see that ours does not flatter anybody. */
record SmtpSink(Process process, int port) implements AutoCloseable {
    private static final int TRIES = 100;

    static Optional<SmtpSink> start() throws InterruptedException {
        var program = SmtpSource.program("smtp-sink");
        if (program.isEmpty()) return Optional.empty();
        int port = Home.freePort();
        var command = new ArrayList<>(List.of(program.get().toString(), "-4"));
        if (System.getProperty("user.name").equals("root")) command.addAll(List.of("-u", "nobody"));
        command.addAll(List.of("127.0.0.1:" + port, "200"));
        try {
            var sink = new SmtpSink(
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start(),
                    port);
            sink.awaitDoor();
            return Optional.of(sink);
        } catch (IOException e) {
            throw new Failure("smtp-sink cannot be run: " + e.getMessage());
        }
    }

    private void awaitDoor() throws InterruptedException {
        for (int i = 0; i < TRIES && process.isAlive(); i++) {
            try (var probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException notYet) {
                Thread.sleep(50);
            }
        }
        close();
        throw new Failure("smtp-sink does not listen.");
    }

    @Override
    public void close() {
        process.destroy();
    }
}
