package org.belay.platform.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.belay.platform.RequestRefused;
import org.belay.platform.files.UnusableFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL that Belay creates, starts and stops in its data directory: durable, on the loopback interface
 * only, with a random password.
 *
 * <pre>{@code
 * try (EmbeddedPostgres postgres = EmbeddedPostgres.start(dataDir)) {
 *     DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
 * }
 * }</pre>
 */
public final class EmbeddedPostgres implements AutoCloseable {
    /** The oldest major version that Belay is tested with. */
    public static final int OLDEST = 16;

    /** Name of the database and of its owner. */
    static final String NAME = "belay";

    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);

    private final DataDirectoryLock lock;
    private final PostgresSupervisor postmaster;
    private final int port;
    private final String password;
    private final String applicationPassword;

    private EmbeddedPostgres(DataDirectoryLock lock, PostgresSupervisor postmaster, int port, DatabaseFiles files)
            throws IOException {
        this.lock = lock;
        this.postmaster = postmaster;
        this.port = port;
        this.password = Files.readString(files.password());
        this.applicationPassword = new ApplicationUser(files).ensure(url(), password);
    }

    /**
     * Locks the data directory for this process, creates the database if there is none, and starts it. Processes left
     * by an earlier Belay are stopped first.
     *
     * @throws RequestRefused if another Belay uses the directory, if its database has another major version, or if it cannot
     *     start; the message says what to do
     */
    public static EmbeddedPostgres start(Path dataDir) {
        try {
            DatabaseFiles files = DatabaseFiles.in(dataDir);
            DataDirectoryLock lock = DataDirectoryLock.take(files.dataDir());
            try {
                return start(files, lock);
            } catch (IOException | InterruptedException | RuntimeException failed) {
                lock.close();
                throw failed;
            }
        } catch (IOException impossible) {
            throw new RequestRefused(
                    "The data directory " + dataDir + " cannot be used (" + UnusableFile.describe(impossible)
                            + "). Nothing was started. Make it writable for Belay's user with some space left, or set"
                            + " BELAY_DATA_DIR to another directory.",
                    impossible);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new RequestRefused("Interrupted while the embedded database started.", stopped);
        }
    }

    private static EmbeddedPostgres start(DatabaseFiles files, DataDirectoryLock lock)
            throws IOException, InterruptedException {
        PostgresUser owner = PostgresUser.ownerOf(files.data());
        PostgresUser runAs = owner.insteadOfNobody();
        files.grantTraversal(runAs);
        PostgresBinaries binaries = PostgresBinaries.in(files.dataDir(), runAs);
        if (Files.exists(files.data())) {
            files.requireVersion(binaries.major());
            // before a port is chosen: a leftover server still holds the previous one
            new LeftoverProcesses(files, owner).clear();
            if (!owner.equals(runAs)) {
                log.info(
                        "The files of the database belonged to the user \"nobody\"; they now belong to uid {}",
                        runAs.uid());
                runAs.ownAll(files.data());
            }
        }
        if (!Files.exists(files.data())) {
            log.info("Creating the database in {}", files.data());
            new ClusterCreator(files, binaries, runAs).create();
        }
        int port = port(files);
        PostgresSupervisor postmaster = new PostgresSupervisor(files, binaries, runAs, port);
        postmaster.start();
        try {
            return new EmbeddedPostgres(lock, postmaster, port, files);
        } catch (IOException | RuntimeException failed) {
            postmaster.stop();
            throw failed;
        }
    }

    /** The previous port if it is free, so that tools that use it keep working. */
    private static int port(DatabaseFiles files) throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        if (Files.exists(files.port())) {
            int last = Integer.parseInt(Files.readString(files.port()).strip());
            try (ServerSocket probe = new ServerSocket()) {
                probe.setReuseAddress(true);
                probe.bind(new InetSocketAddress(loopback, last));
                return last;
            } catch (IOException taken) {
                log.info("Port {} of the embedded database is in use by another program; choosing another one", last);
            }
        }
        try (ServerSocket free = new ServerSocket(0, 1, loopback)) {
            Files.writeString(files.port(), free.getLocalPort() + "\n");
            return free.getLocalPort();
        }
    }

    /** The JDBC URL of the database of Belay. */
    public String url() {
        return url(NAME);
    }

    /** The JDBC URL of another database on the same server. */
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** The superuser, which owns all tables. */
    public String user() {
        return NAME;
    }

    public String password() {
        return password;
    }

    /** The user of a running Belay, which owns nothing. */
    public String applicationUser() {
        return ApplicationUser.NAME;
    }

    public String applicationPassword() {
        return applicationPassword;
    }

    /** The process id of the server; it changes with a restart. */
    public long pid() {
        return postmaster.pid();
    }

    /** Stops the server and releases the data directory. Close all connections before. */
    @Override
    public void close() {
        try {
            postmaster.stop();
            lock.close();
        } catch (IOException unlikely) {
            log.warn("The lock of the data directory was not released: {}", unlikely.toString());
        }
    }
}
