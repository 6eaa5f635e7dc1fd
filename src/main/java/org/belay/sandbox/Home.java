package org.belay.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;

/** A temporary folder in which a server process lives, removed at the end. */
public record Home(Path path) implements AutoCloseable {

    /** Open to look into: started by root, PostgreSQL runs as somebody else and must get through. */
    public static Home make(String prefix) {
        try {
            Path home = Files.createTempDirectory(prefix).toRealPath();
            if (home.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
            return new Home(home);
        } catch (IOException e) {
            throw new UncheckedIOException("No temporary folder can be made", e);
        }
    }

    /** A port of the loopback address that nobody listens on. */
    public static int freePort() {
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("This machine gives out no port on its loopback address", e);
        }
    }

    /** Both a regular end and a Ctrl-C come here, perhaps at once; a database that is ending may still add a file. */
    @Override
    public void close() {
        synchronized (Home.class) {
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
            if (Files.exists(path)) System.err.println("The folder " + path + " could not be removed: " + why);
        }
    }
}
