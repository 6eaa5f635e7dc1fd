package org.belay.platform.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.belay.platform.Refused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tukaani.xz.XZInputStream;

/**
 * The server's programs, unpacked once (60 MB, 2 s) from the archive on the class path, and shared by all data
 * directories of this user where a cache directory allows it.
 *
 * @param home the directory that holds {@code bin/postgres}
 * @param major the major version of PostgreSQL: 18 in a release, an older one where the tests replace the archive
 */
record Binaries(Path home, int major) {
    private static final Logger log = LoggerFactory.getLogger(Binaries.class);

    static Binaries in(Path dataDir, RunAs runAs) throws IOException {
        URL archive = archive();
        String name = "postgres-" + fingerprint(archive);
        Optional<Path> cache = cache(runAs);
        Path home = cache.orElse(dataDir).resolve(name);
        if (!Files.isDirectory(home)) {
            unpack(archive, home);
        }
        return new Binaries(home, major(home));
    }

    Path program(String name) {
        return home.resolve("bin").resolve(name);
    }

    /** As the server itself says it: "postgres (PostgreSQL) 18.6". */
    private static int major(Path home) {
        String said = Command.run(home, List.of(home.resolve("bin/postgres").toString(), "--version"), "");
        return Integer.parseInt(said.replaceFirst("^\\D*+(\\d++).*", "$1"));
    }

    private static void unpack(URL archive, Path home) throws IOException {
        log.info("Unpacking PostgreSQL into {}", home);
        Path fresh = Files.createTempDirectory(home.getParent(), home.getFileName() + ".");
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (InputStream in = new XZInputStream(new BufferedInputStream(archive.openStream(), 1 << 16))) {
            TarReader.unpack(new BufferedInputStream(in, 1 << 16), fresh);
            // a rename is whole or not at all, so another Belay that starts now never meets half a server
            Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException otherWasFaster) {
            Directories.delete(fresh);
        } catch (IOException incomplete) {
            Directories.delete(fresh);
            throw incomplete;
        }
    }

    private static URL archive() {
        String arch = System.getProperty("os.arch");
        String file = switch (arch) {
            case "amd64" -> "postgres-linux-x86_64.txz";
            case "aarch64" -> "postgres-linux-arm_64.txz";
            default -> "";
        };
        URL archive = file.isEmpty() ? null : Binaries.class.getResource("/" + file);
        if (archive == null || !System.getProperty("os.name").equals("Linux")) {
            throw new Refused("The embedded database comes for Linux on x64 and arm64; this is "
                    + System.getProperty("os.name") + " on " + arch
                    + ". Nothing was started. Set BELAY_DATABASE_URL to a"
                    + " PostgreSQL of yours, " + DatabaseCheck.OLDEST + " or newer.");
        }
        return archive;
    }

    /** The archive's checksum out of the jar's directory: a newer archive never meets an older one's files. */
    private static String fingerprint(URL archive) throws IOException {
        URLConnection connection = archive.openConnection();
        connection.setUseCaches(false);
        if (connection instanceof JarURLConnection jar) {
            try (var file = jar.getJarFile()) {
                return Long.toHexString(jar.getJarEntry().getCrc());
            }
        }
        return Long.toHexString(connection.getContentLengthLong());
    }

    /** Empty where there is no such place, where it is not ours alone, or where the database's user cannot reach it. */
    private static Optional<Path> cache(RunAs runAs) {
        Path base = runAs.root() ? Path.of("/var/cache") : ownCache();
        if (!base.isAbsolute()) {
            return Optional.empty();
        }
        try {
            Path cache = Directories.create(base.resolve("belay"), "rwxr-xr-x");
            boolean ours = Files.getAttribute(cache, "unix:uid").equals(runAs.root() ? 0 : runAs.uid())
                    && !PosixFilePermissions.toString(Files.getPosixFilePermissions(cache))
                            .substring(3)
                            .contains("w");
            boolean reachable = runAs.barrier(cache).equals(cache);
            return ours && reachable && Files.isWritable(cache) ? Optional.of(cache) : Optional.empty();
        } catch (IOException nowhere) {
            return Optional.empty();
        }
    }

    /** Relative where the user has no home, like a container's random uid, of which Java says "?". */
    private static Path ownCache() {
        String named = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
        return named.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(named);
    }
}
