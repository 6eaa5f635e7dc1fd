package org.belay.platform.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Directories and files that only Belay's user may read (mode 700 and 600): they name recipients and what was sent to them. Where the file
 * system has no such modes, the folder that it lies in rules.
 */
public final class PrivateFiles {
    private static final String DIRECTORY = "rwx------";
    private static final String FILE = "rw-------";

    private PrivateFiles() {}

    /** Makes the directory where it is missing. What is in it and is open to others, from an earlier version or a copy, is closed. */
    public static void directory(Path directory) throws IOException {
        Files.createDirectories(directory.toAbsolutePath().getParent());
        if (!Files.isDirectory(directory)) {
            Files.createDirectory(directory, mode(directory, DIRECTORY));
        }
        close(directory, DIRECTORY);
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                close(file, FILE);
            }
        }
    }

    public static FileChannel open(Path file, OpenOption... options) throws IOException {
        return FileChannel.open(file, Set.of(options), mode(file, FILE));
    }

    private static FileAttribute<?>[] mode(Path path, String mode) {
        return posix(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }

    private static void close(Path path, String mode) throws IOException {
        if (posix(path)
                && !PosixFilePermissions.toString(Files.getPosixFilePermissions(path))
                        .equals(mode)) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
        }
    }

    private static boolean posix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
