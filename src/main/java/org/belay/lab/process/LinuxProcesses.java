package org.belay.lab.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Facts about processes from {@code /proc} on Linux; unknown on other systems. */
public final class LinuxProcesses {
    private static final Path PROC = Path.of("/proc");

    private LinuxProcesses() {}

    /** The peak resident memory of a process in MiB (VmHWM); 0 if unknown. */
    public static long peakMebibytes(long pid) {
        return kibibytes(PROC.resolve(pid + "/status"), "VmHWM:") / 1024;
    }

    /**
     * The memory of several processes in MiB, shared pages counted once (Pss): the processes of PostgreSQL map the
     * same buffers.
     */
    public static long sharedMebibytes(List<ProcessHandle> processes) {
        return processes.stream()
                        .mapToLong(process -> kibibytes(PROC.resolve(process.pid() + "/smaps_rollup"), "Pss:"))
                        .sum()
                / 1024;
    }

    /** The PostgreSQL processes in a data directory, including the postmaster. */
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
            return false; // ended, or not accessible
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
