package org.belay.platform.embedded;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.belay.platform.RequestRefused;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the server. A keeper thread starts it, waits for its end and starts it again. The thread must live as long as
 * the server, because the server gets a stop signal when the thread that started it ends; so {@code kill -9} of Belay
 * leaves no server behind.
 */
final class PostgresSupervisor {
    private static final Logger log = LoggerFactory.getLogger(PostgresSupervisor.class);

    /** Settings that protect committed data are set here, so that no edited file can change them. */
    private static final List<String> SETTINGS = List.of(
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "ssl=off",
            "fsync=on",
            "synchronous_commit=on",
            "full_page_writes=on",
            "wal_compression=on",
            "wal_level=replica",
            "wal_keep_size=512MB",
            "max_connections=100",
            "shared_buffers=256MB", // holds a mailing to 100,000 and its correction until a checkpoint
            "client_connection_check_interval=1s",
            "timezone=UTC",
            "log_timezone=UTC",
            "log_checkpoints=off",
            // keep user content out of the log: no statements, no values, no excerpts
            "log_min_error_statement=panic",
            "log_parameter_max_length=0",
            "log_parameter_max_length_on_error=0",
            "log_error_verbosity=terse",
            "logging_collector=off");

    private final DatabaseFiles files;
    private final PostgresBinaries binaries;
    private final PostgresUser runAs;
    private final int port;
    private final CompletableFuture<Void> firstStart = new CompletableFuture<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread keeper = new Thread(this::keep, "belay-postgres");
    private volatile @Nullable Process process;

    PostgresSupervisor(DatabaseFiles files, PostgresBinaries binaries, PostgresUser runAs, int port) {
        this.files = files;
        this.binaries = binaries;
        this.runAs = runAs;
        this.port = port;
        keeper.setDaemon(true);
    }

    /**
     * Returns when the server accepts connections.
     *
     * @throws RequestRefused with the end of its log if it does not start
     */
    void start() {
        keeper.start();
        try {
            firstStart.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException known
                    ? known
                    : new RequestRefused("The embedded database did not start: " + failed.getCause(), failed);
        }
    }

    long pid() {
        return Objects.requireNonNull(process, "set before start() returns").pid();
    }

    /** Stops the server; returns when it has ended. */
    void stop() {
        stopping.countDown();
        try {
            Process last = launched();
            if (last != null && last.isAlive()) {
                // first a smart shutdown, because closed connections take a moment to end at the server
                last.toHandle().destroy();
                if (!last.waitFor(2, TimeUnit.SECONDS)) {
                    LeftoverProcesses.interrupt(last.pid());
                }
                if (!last.waitFor(60, TimeUnit.SECONDS)) {
                    log.warn("The embedded database did not stop within a minute and is killed");
                    last.destroyForcibly();
                }
            }
            keeper.join();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized @Nullable Process launched() {
        return process;
    }

    private void keep() {
        try {
            while (stopping.getCount() > 0) {
                try {
                    Process server = launch();
                    firstStart.complete(null);
                    int code = server.waitFor();
                    if (stopping.getCount() > 0) {
                        log.warn(
                                "The embedded database (process {}) ended with {}; starting it again on port {}",
                                server.pid(),
                                code,
                                port);
                    }
                } catch (IOException | RuntimeException failed) {
                    if (firstStart.completeExceptionally(failed)) {
                        return;
                    }
                    log.error("The embedded database does not start; retrying every second. {}", failed.getMessage());
                    stopping.await(1, TimeUnit.SECONDS);
                }
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Process launch() throws IOException, InterruptedException {
        new LeftoverProcesses(files, runAs).clear();
        long logged = Files.exists(files.log()) ? Files.size(files.log()) : 0;
        files.restrictLog();
        List<String> command = new ArrayList<>(List.of(
                binaries.program("postgres").toString(), "-D", files.data().toString(), "-p", "" + port));
        SETTINGS.forEach(setting -> command.addAll(List.of("-c", setting)));
        ProcessBuilder builder = new ProcessBuilder(runAs.server(command))
                .directory(files.home().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(files.log().toFile()));
        PostgresTool.clean(builder.environment());
        Process server = builder.start();
        process = server;
        while (!isReady(server)) {
            if (server.waitFor(10, TimeUnit.MILLISECONDS)) {
                throw new RequestRefused("The embedded database in " + files.data() + " did not start; it ended with "
                        + server.exitValue() + ". The end of " + files.log() + ":\n" + logSince(logged));
            }
        }
        return server;
    }

    /** Line 8 of {@code postmaster.pid} has the state; line 1 the process it belongs to. */
    private boolean isReady(Process server) throws IOException {
        try {
            List<String> lines = Files.readAllLines(files.pidFile());
            return lines.size() >= 8
                    && lines.get(0).strip().equals("" + server.pid())
                    && lines.get(7).strip().equals("ready");
        } catch (NoSuchFileException notYet) {
            return false;
        }
    }

    private String logSince(long position) throws IOException {
        try (RandomAccessFile log = new RandomAccessFile(files.log().toFile(), "r")) {
            log.seek(Math.max(position, log.length() - 4000));
            byte[] end = new byte[(int) (log.length() - log.getFilePointer())];
            log.readFully(end);
            return new String(end, StandardCharsets.UTF_8).strip();
        }
    }
}
