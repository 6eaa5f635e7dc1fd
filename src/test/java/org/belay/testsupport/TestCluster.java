package org.belay.testsupport;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.belay.platform.embedded.EmbeddedPostgres;
import org.belay.testkit.FaultyRelay;
import org.belay.testsupport.database.DatabaseProxy;
import org.belay.testsupport.database.StandbyPostgres;
import org.belay.testsupport.process.BelayProcess;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.FileSystemUtils;

/**
 * Two Belay processes, {@link #a} and {@link #b}, on one PostgreSQL, each behind its own proxy, and one relay that
 * records what it accepted. All of them can be frozen, killed and restarted; nothing runs before it is requested.
 */
public final class TestCluster implements TestInstallation, AutoCloseable {
    private final Path dir;
    private Path databaseDir; // separate: the user of PostgreSQL must be able to pass through it
    private final FaultyRelay relay = FaultyRelay.start();
    private final int databasePort;
    private final Path passwordFile;
    private final Path ownerPasswordFile;
    private EmbeddedPostgres postgres;
    private StandbyPostgres standby;

    public final ClusterProcess a;
    public final ClusterProcess b;

    private TestCluster() {
        try {
            dir = Files.createTempDirectory("belay-cluster-");
            databaseDir = Files.createTempDirectory("belay-cluster-database-");
            passwordFile = dir.resolve("database-password");
            ownerPasswordFile = dir.resolve("database-owner-password");
            postgres = EmbeddedPostgres.start(databaseDir);
            Files.writeString(passwordFile, postgres.applicationPassword());
            Files.writeString(ownerPasswordFile, postgres.password());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        databasePort = URI.create(postgres.url().substring("jdbc:".length())).getPort();
        a = node("a");
        b = node("b");
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /** A server process and its connection to the database. */
    public record ClusterProcess(TestCluster cluster, BelayProcess process, DatabaseProxy proxy)
            implements TestInstallation {
        @Override
        public URI url() {
            return process.url();
        }

        @Override
        public FaultyRelay relay() {
            return cluster.relay;
        }

        @Override
        public JdbcClient sql() {
            return cluster.sql();
        }

        /** SIGKILL. The proxy acts like the operating system: the server learns at once that the client is gone. */
        public void kill() {
            process.kill();
            proxy.cutAll();
        }
    }

    /** The cluster that the fault tests share. */
    public static TestCluster shared() {
        return Shared.INSTANCE;
    }

    private static final class Shared {
        private static final TestCluster INSTANCE = new TestCluster();
    }

    /** A cluster with its own database, for tests that would leave the shared one unusable. */
    public static TestCluster unshared() {
        return new TestCluster();
    }

    /** Starts both processes with free connections and a well-behaved relay: how each test begins. */
    public TestCluster startBoth() {
        tidy();
        if (!a.process.isAlive() && !b.process.isAlive()) {
            a.process.start(); // migrates; two at once would only wait for each other
        }
        boolean aDown = !a.process.isAlive();
        if (aDown) a.process.begin();
        if (!b.process.isAlive()) b.process.start();
        if (aDown) a.process.awaitReady();
        createUsers();
        return this;
    }

    /** Starts only the first process. */
    public TestCluster startFirstOnly() {
        tidy();
        if (b.process.isAlive()) {
            b.process.stop();
        }
        a.process.up();
        createUsers();
        return this;
    }

    private void tidy() {
        relay.forgetScript();
        for (ClusterProcess node : List.of(a, b)) {
            node.proxy.forgetTraps();
            if (node.process.isAlive()) node.process.thaw();
        }
    }

    /** URL of the first process. */
    @Override
    public URI url() {
        return a.process.url();
    }

    @Override
    public FaultyRelay relay() {
        return relay;
    }

    public EmbeddedPostgres postgres() {
        return postgres;
    }

    /** SIGKILL to PostgreSQL; returns when it has restarted and recovered. */
    public void killDatabase() {
        ProcessHandle server = ProcessHandle.of(postgres.pid()).orElseThrow();
        server.destroyForcibly();
        server.onExit().join();
        await().atMost(Duration.ofMinutes(2))
                .ignoreExceptions()
                .until(() -> sql().sql("SELECT 1").query(Integer.class).single() == 1);
    }

    /** Stops PostgreSQL, runs the action on its files, and starts it again. */
    public void withDatabaseStopped(Runnable meanwhile) {
        postgres.close();
        meanwhile.run();
        postgres = EmbeddedPostgres.start(databaseDir);
    }

    /** Adds a second PostgreSQL that follows by streaming replication; returns when it has caught up. */
    public TestCluster withStandby() {
        standby = StandbyPostgres.of(postgres, databaseDir);
        standby.awaitAll(sql());
        return this;
    }

    /** Waits until the standby has every commit so far, and gives it no later one. */
    public void cutReplication() {
        standby.awaitAll(sql());
        standby.cut();
    }

    /** SIGKILL to the primary; the standby is promoted, and both nodes find it at the address of the primary. */
    public void failOver() {
        a.proxy.goAway();
        b.proxy.goAway();
        ProcessHandle.of(postgres.pid()).orElseThrow().destroyForcibly();
        postgres.close();
        FileSystemUtils.deleteRecursively(databaseDir.toFile());
        postgres = standby.promote();
        databaseDir = standby.dir();
        standby = null;
        int port = URI.create(postgres.url().substring("jdbc:".length())).getPort();
        a.proxy.comeBack(port);
        b.proxy.comeBack(port);
    }

    /** The data directory of PostgreSQL. */
    public Path databaseFiles() {
        return databaseDir.resolve("postgres/data");
    }

    public Path dir() {
        return dir;
    }

    @Override
    public JdbcClient sql() {
        return JdbcClient.create(new DriverManagerDataSource(postgres.url(), postgres.user(), postgres.password()));
    }

    private ClusterProcess node(String name) {
        var proxy = new DatabaseProxy(databasePort);
        var settings = new TreeMap<String, String>();
        settings.put("BELAY_DATABASE_URL", "jdbc:postgresql://127.0.0.1:" + proxy.port() + "/belay?sslmode=disable");
        settings.put("BELAY_DATABASE_USER", postgres.applicationUser());
        settings.put("BELAY_DATABASE_PASSWORD_FILE", passwordFile.toString());
        settings.put("BELAY_DATABASE_OWNER_USER", postgres.user());
        settings.put("BELAY_DATABASE_OWNER_PASSWORD_FILE", ownerPasswordFile.toString());
        settings.put("BELAY_SENDER_ADDRESS", "it-notices@example.org");
        settings.put("BELAY_SENDER_NAME", "Example IT");
        settings.put("BELAY_ORGANISATION", "Example Ltd");
        settings.put("BELAY_BOUNCE_ADDRESS", "bounces@bounce.example.org");
        settings.put("BELAY_RELAY_HOST", "127.0.0.1");
        settings.put("BELAY_RELAY_PORT", "" + relay.port());
        settings.put("BELAY_RELAY_SECURITY", "none");
        settings.put("BELAY_RELAY_CONNECTIONS", "10");
        try {
            return new ClusterProcess(
                    this, new BelayProcess(Files.createDirectories(dir.resolve(name)), settings), proxy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        a.process.close();
        b.process.close();
        a.proxy.close();
        b.proxy.close();
        relay.close();
        if (standby != null) {
            standby.close();
        }
        postgres.close();
        a.process.printFailures();
        b.process.printFailures();
        FileSystemUtils.deleteRecursively(dir.toFile());
        FileSystemUtils.deleteRecursively(databaseDir.toFile());
    }
}
