package org.belay.lab.bench.sender;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.belay.cli.http.CommandFailure;

/** smtp-source of Postfix, if it is installed: a load generator in C with fixed bytes and one command at a time. */
public record PostfixSmtpSource(Path program, int connections, int bytes) implements ComparedSender {

    public static Optional<PostfixSmtpSource> installed(int connections, int bytes) {
        return program("smtp-source").map(path -> new PostfixSmtpSource(path, connections, bytes));
    }

    public static Optional<Path> program(String name) {
        return Stream.of("/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin")
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @Override
    public String name() {
        return "smtp-source -d";
    }

    @Override
    public void send(int port, int messages) throws InterruptedException {
        try {
            Process source = new ProcessBuilder(
                            program.toString(),
                            "-4",
                            "-d",
                            "-s",
                            Integer.toString(connections),
                            "-m",
                            Integer.toString(messages),
                            "-l",
                            Integer.toString(bytes),
                            "-f",
                            "b@bench.example",
                            "-t",
                            "p@bench.example",
                            "127.0.0.1:" + port)
                    .redirectErrorStream(true)
                    .start();
            String said = new String(source.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (source.waitFor() != 0) throw new CommandFailure("smtp-source failed: " + said);
        } catch (IOException e) {
            throw new CommandFailure("smtp-source cannot be run: " + e.getMessage());
        }
    }
}
