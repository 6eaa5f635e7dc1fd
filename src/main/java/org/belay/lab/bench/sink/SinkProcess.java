package org.belay.lab.bench.sink;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.belay.cli.http.CommandFailure;
import org.belay.lab.process.JavaCommand;

/** The sink process, controlled by the benchmark. */
public final class SinkProcess implements MailSink {
    private final Process process;
    private final BufferedReader answers;
    private final int port;

    private SinkProcess(Process process) throws IOException {
        this.process = process;
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
        String line = answers.readLine();
        if (line == null) throw new CommandFailure("The mail server of the benchmark did not start.");
        port = Integer.parseInt(line);
    }

    public static SinkProcess start() {
        try {
            return new SinkProcess(
                    new ProcessBuilder(JavaCommand.java(SinkServer.class.getName(), "-Xmx128m", "-XX:+UseSerialGC"))
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start());
        } catch (IOException e) {
            throw new UncheckedIOException("The mail server of the benchmark cannot be started", e);
        }
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public synchronized SinkCount count() {
        return SinkCount.read(ask("count"));
    }

    @Override
    public synchronized void reset() {
        ask("reset");
    }

    /** Also empty if connections were interleaved. */
    @Override
    public synchronized byte[] sample() {
        return Base64.getDecoder().decode(ask("sample"));
    }

    private String ask(String question) {
        try {
            process.getOutputStream().write((question + "\n").getBytes(StandardCharsets.US_ASCII));
            process.getOutputStream().flush();
            String answer = answers.readLine();
            if (answer != null) return answer;
        } catch (IOException gone) {
            // reported below
        }
        throw new CommandFailure("The mail server of the benchmark has ended.");
    }

    @Override
    public void close() {
        process.destroy();
    }
}
