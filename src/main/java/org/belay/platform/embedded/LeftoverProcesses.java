package org.belay.platform.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.belay.platform.RequestRefused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds and ends server processes that a killed Belay, or a killed server, left in the data directory. They are
 * recognised by working directory and program in /proc, never by the number in {@code postmaster.pid} alone, which
 * may belong to another process by now. Use only while holding the {@link DataDirectoryLock}.
 */
record LeftoverProcesses(DatabaseFiles files, PostgresUser runAs) {
    private static final Logger log = LoggerFactory.getLogger(LeftoverProcesses.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Ends the processes and deletes the pid file. */
    void clear() throws IOException, InterruptedException {
        List<Long> alive = alive();
        Optional<Long> leader = leader().filter(alive::contains);
        if (leader.isPresent()) {
            log.warn("Stopping the database server {} that an earlier Belay left running", leader.get());
            interrupt(leader.get());
            if (!gone(PATIENCE)) {
                kill(alive());
            }
        } else if (!alive.isEmpty()) {
            log.warn("Killing the processes {} left by a database server that was killed", alive);
            kill(alive);
        }
        Files.deleteIfExists(files.pidFile());
    }

    /** SIGINT requests a fast shutdown. Java can only send SIGTERM, which would wait for our own pool. */
    static void interrupt(long pid) {
        try {
            new ProcessBuilder("sh", "-c", "kill -INT " + pid).start().waitFor();
        } catch (IOException impossible) {
            throw new RequestRefused(
                    "The database server " + pid + " could not be stopped: " + impossible.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void kill(List<Long> processes) throws IOException, InterruptedException {
        processes.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
        if (!gone(PATIENCE)) {
            throw new RequestRefused("The processes " + alive() + " still use " + files.data()
                    + " and could not be ended. Nothing was started. End them, then start again.");
        }
    }

    private boolean gone(Duration patience) throws IOException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!alive().isEmpty()) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(20);
        }
        return true;
    }

    private Optional<Long> leader() throws IOException {
        try {
            String first = Files.readString(files.pidFile()).lines().findFirst().orElse("");
            return first.matches("\\d+") ? Optional.of(Long.parseLong(first)) : Optional.empty();
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    List<Long> alive() throws IOException {
        List<Long> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (isOurs(process)) {
                    found.add(Long.parseLong(process.getFileName().toString()));
                }
            }
        }
        return found;
    }

    private boolean isOurs(Path process) throws IOException {
        try {
            if (!Files.getAttribute(process, "unix:uid").equals(runAs.uid()) || isZombie(process)) {
                return false;
            }
            // " (deleted)" follows when the cache was cleaned under a running server
            return link(process.resolve("cwd")).equals(files.data().toString())
                    && link(process.resolve("exe")).replace(" (deleted)", "").endsWith("/bin/postgres");
        } catch (IOException ended) {
            return false;
        }
    }

    /** In a container, root may not be allowed to read the links of a process of another user; that user itself may. */
    private String link(Path link) throws IOException {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (AccessDeniedException notForUs) {
            Process readlink = new ProcessBuilder(runAs.plain(List.of("readlink", link.toString()))).start();
            return new String(readlink.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    private static boolean isZombie(Path process) throws IOException {
        String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
        return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
    }
}
