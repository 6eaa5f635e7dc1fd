package org.belay.platform.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import org.belay.platform.RequestRefused;

/** The files of the embedded database, all under {@code postgres/} in the data directory. */
record DatabaseFiles(Path dataDir) {
    static DatabaseFiles in(Path dataDir) throws IOException {
        DirectoryRights.create(dataDir, "rwx------");
        return new DatabaseFiles(dataDir.toRealPath());
    }

    Path home() {
        return dataDir.resolve("postgres");
    }

    /** The data directory of PostgreSQL. */
    Path data() {
        return home().resolve("data");
    }

    /** Contains the password of the owner of all tables. */
    Path password() {
        return home().resolve("password");
    }

    /** Contains the password of the user of a running Belay. */
    Path applicationPassword() {
        return home().resolve("application-password");
    }

    Path port() {
        return home().resolve("port");
    }

    Path log() {
        return home().resolve("log");
    }

    Path pidFile() {
        return data().resolve("postmaster.pid");
    }

    /** Under root, gives the user of the database permission to pass (not list) the directories above the data. */
    void grantTraversal(PostgresUser runAs) throws IOException {
        DirectoryRights.create(home(), "rwx------");
        if (runAs.root()) {
            for (Path directory : new Path[] {dataDir, home()}) {
                Set<PosixFilePermission> rights = Files.getPosixFilePermissions(directory);
                if (rights.add(PosixFilePermission.OTHERS_EXECUTE)) {
                    Files.setPosixFilePermissions(directory, rights);
                }
            }
        }
        runAs.requireAccess(home());
    }

    /** @throws RequestRefused if the data belong to a PostgreSQL version that this one cannot read */
    void requireVersion(int major) throws IOException {
        if (!Files.isReadable(data())) {
            throw new RequestRefused("The database in " + data() + " belongs to another user (uid "
                    + Files.getAttribute(data(), "unix:uid") + "). Nothing was started. Start Belay as that user or as"
                    + " root, or change the owner with chown -R.");
        }
        String found = Files.readString(data().resolve("PG_VERSION")).strip();
        if (!found.equals("" + major)) {
            throw new RequestRefused(
                    "The database in " + data() + " was created by PostgreSQL " + found + "; this Belay contains "
                            + major
                            + ". Nothing was started or changed. Start the Belay that created it, or set BELAY_DATA_DIR to"
                            + " another directory for a new one.");
        }
    }

    /** Restricts the log to its owner: it contains statements with user content. */
    void restrictLog() throws IOException {
        Set<PosixFilePermission> mine = PosixFilePermissions.fromString("rw-------");
        if (!Files.exists(log())) {
            Files.createFile(log(), PosixFilePermissions.asFileAttribute(mine));
        }
        Files.setPosixFilePermissions(log(), mine);
    }

    static String newPassword() {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    static void writeSecret(Path file, String secret) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, secret);
    }
}
