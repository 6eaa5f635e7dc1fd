package org.belay.platform.embedded;

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
import org.belay.platform.RequestRefused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tukaani.xz.XZInputStream;

/**
 * The PostgreSQL programs, unpacked once (60 MB, 2 s) from the archive on the class path, and shared by all data
 * directories of a user if a cache directory allows it.
 *
 * @param home directory that contains {@code bin/postgres}
 * @param major major version of PostgreSQL: 18 in a release, older ones if tests replace the archive
 */
record PostgresBinaries(Path home, int major) {
    private static final Logger log = LoggerFactory.getLogger(PostgresBinaries.class);

    static PostgresBinaries in(Path dataDir, PostgresUser runAs) throws IOException {
        URL archive = archive();
        String name = "postgres-" + fingerprint(archive);
        Optional<Path> cache = cache(runAs);
        Path home = cache.orElse(dataDir).resolve(name);
        if (!Files.isDirectory(home)) {
            unpack(archive, home);
        }
        return new PostgresBinaries(home, major(home));
    }

    Path program(String name) {
        return home.resolve("bin").resolve(name);
    }

    /** The version as the server prints it: "postgres (PostgreSQL) 18.6". */
    private static int major(Path home) {
        String output =
                PostgresTool.run(home, List.of(home.resolve("bin/postgres").toString(), "--version"), "");
        return Integer.parseInt(output.replaceFirst("^\\D*+(\\d++).*", "$1"));
    }

    private static void unpack(URL archive, Path home) throws IOException {
        log.info("Unpacking PostgreSQL into {}", home);
        Path fresh = Files.createTempDirectory(home.getParent(), home.getFileName() + ".");
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (InputStream in = new XZInputStream(new BufferedInputStream(archive.openStream(), 1 << 16))) {
            TarReader.unpack(new BufferedInputStream(in, 1 << 16), fresh);
            // a rename is atomic, so another Belay that starts now never sees a partial installation
            Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException otherWasFaster) {
            DirectoryRights.delete(fresh);
        } catch (IOException incomplete) {
            DirectoryRights.delete(fresh);
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
        URL archive = file.isEmpty() ? null : PostgresBinaries.class.getResource("/" + file);
        if (archive == null || !System.getProperty("os.name").equals("Linux")) {
            throw new RequestRefused("The embedded database is available for Linux on x64 and arm64; this is "
                    + System.getProperty("os.name") + " on " + arch
                    + ". Nothing was started. Set BELAY_DATABASE_URL to your own" + " PostgreSQL, "
                    + EmbeddedPostgres.OLDEST + " or newer.");
        }
        return archive;
    }

    /** The checksum of the archive from the directory of the jar, so that files of different archives are never mixed. */
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

    /**
     * The cache directory; empty if it does not exist, others may write to it, or the user of the database cannot
     * reach it.
     */
    private static Optional<Path> cache(PostgresUser runAs) {
        Path base = runAs.root() ? Path.of("/var/cache") : ownCache();
        if (!base.isAbsolute()) {
            return Optional.empty();
        }
        try {
            Path cache = DirectoryRights.create(base.resolve("belay"), "rwxr-xr-x");
            boolean ours = Files.getAttribute(cache, "unix:uid").equals(runAs.root() ? 0 : runAs.uid())
                    && !PosixFilePermissions.toString(Files.getPosixFilePermissions(cache))
                            .substring(3)
                            .contains("w");
            boolean reachable = runAs.firstUnreachable(cache).equals(cache);
            return ours && reachable && Files.isWritable(cache) ? Optional.of(cache) : Optional.empty();
        } catch (IOException nowhere) {
            return Optional.empty();
        }
    }

    /**
     * The cache directory of the user; relative if the user has no home, such as a random uid in a container, for
     * which Java returns "?".
     */
    private static Path ownCache() {
        String named = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
        return named.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(named);
    }
}
