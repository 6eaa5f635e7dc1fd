package org.belay.lab.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;

/** The temporary directory of a server process, deleted at the end. */
public record TemporaryHome(Path path) implements AutoCloseable {

    /** Creates the directory with permission for others to pass: under root, PostgreSQL runs as another user. */
    public static TemporaryHome create(String prefix) {
        try {
            Path home = Files.createTempDirectory(prefix).toRealPath();
            if (home.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
            return new TemporaryHome(home);
        } catch (IOException e) {
            throw new UncheckedIOException("The temporary directory cannot be created", e);
        }
    }

    /** A free port on the loopback address. */
    public static int freePort() {
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("There is no free port on the loopback address", e);
        }
    }

    /**
     * Deletes the directory. The regular end and Ctrl-C may call this at the same time, and a stopping database may
     * still add a file.
     */
    @Override
    public void close() {
        synchronized (TemporaryHome.class) {
            IOException why = null;
            for (int tries = 0; tries < 5 && Files.exists(path); tries++) {
                try (var all = Files.walk(path)) {
                    for (Path file : all.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
                } catch (IOException e) {
                    why = e;
                } catch (UncheckedIOException e) {
                    why = e.getCause();
                }
            }
            if (Files.exists(path)) System.err.println("The directory " + path + " could not be deleted: " + why);
        }
    }
}
