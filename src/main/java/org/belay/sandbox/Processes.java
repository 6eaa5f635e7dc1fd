package org.belay.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What Linux tells of processes under {@code /proc}; elsewhere nothing is known, and nothing is claimed. */
public final class Processes {
    private static final Path PROC = Path.of("/proc");

    private Processes() {}

    /** The most memory a process ever had resident, in MiB (VmHWM); 0 when it is not known. */
    public static long peakMebibytes(long pid) {
        return kibibytes(PROC.resolve(pid + "/status"), "VmHWM:") / 1024;
    }

    /**
     * The memory of several processes now, in MiB, with what they share counted once (Pss): PostgreSQL's processes all map
     * the same buffers.
     */
    public static long sharedMebibytes(List<ProcessHandle> processes) {
        return processes.stream()
                        .mapToLong(process -> kibibytes(PROC.resolve(process.pid() + "/smaps_rollup"), "Pss:"))
                        .sum()
                / 1024;
    }

    /** The PostgreSQL processes that live in a data directory, the postmaster among them. */
    public static List<ProcessHandle> postgres(Path home) {
        if (!Files.isDirectory(PROC)) return List.of();
        try (Stream<Path> all = Files.list(PROC)) {
            return all.filter(process -> process.getFileName().toString().matches("\\d+"))
                    .filter(process -> pointsInto(process.resolve("cwd"), home)
                            && pointsTo(process.resolve("exe"), "/bin/postgres"))
                    .map(process -> ProcessHandle.of(
                            Long.parseLong(process.getFileName().toString())))
                    .flatMap(Optional::stream)
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static boolean pointsInto(Path link, Path folder) {
        try {
            return Files.readSymbolicLink(link).startsWith(folder);
        } catch (IOException e) {
            return false; // it ended, or it is not ours to look at
        }
    }

    private static boolean pointsTo(Path link, String end) {
        try {
            return Files.readSymbolicLink(link)
                    .toString()
                    .replace(" (deleted)", "")
                    .endsWith(end);
        } catch (IOException e) {
            return false;
        }
    }

    private static long kibibytes(Path file, String line) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(one -> one.startsWith(line))
                    .mapToLong(one -> Long.parseLong(one.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException | java.io.UncheckedIOException e) {
            return 0;
        }
    }
}
