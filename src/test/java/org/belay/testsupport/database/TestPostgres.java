package org.belay.testsupport.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.belay.platform.database.Database;
import org.belay.platform.embedded.EmbeddedPostgres;
import org.flywaydb.core.Flyway;
import org.springframework.util.FileSystemUtils;

/** The PostgreSQL of this test run, with a template database from which fresh databases are copied. */
public final class TestPostgres {
    private static final String TEMPLATE = "migrated";
    private static final AtomicInteger number = new AtomicInteger();
    private static final List<Runnable> BEFORE_STOP = new CopyOnWriteArrayList<>();

    private final EmbeddedPostgres postgres;

    private TestPostgres(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /** Starts at the first call, stops with the JVM. */
    public static TestPostgres shared() {
        return Shared.instance;
    }

    /** Runs this when the JVM ends, before PostgreSQL stops. */
    public static void beforeStop(Runnable act) {
        BEFORE_STOP.add(act);
    }

    /** A new database without tables. */
    public Database empty() {
        String name = "test_" + number.incrementAndGet();
        execute("CREATE DATABASE " + name);
        return Database.within(postgres, name);
    }

    /** A new database with all migrations applied. */
    public Database fresh() {
        String name = "test_" + number.incrementAndGet();
        execute("CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
        return Database.within(postgres, name);
    }

    /** Drops the database and closes remaining connections. */
    public void drop(Database database) {
        execute("DROP DATABASE IF EXISTS "
                + database.url().substring(database.url().lastIndexOf('/') + 1) + " WITH (FORCE)");
    }

    private void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(sql, failed);
        }
    }

    private static final class Shared {
        private static final TestPostgres instance = start();

        private static TestPostgres start() {
            try {
                Path dir = Files.createTempDirectory("belay-test-");
                TestPostgres started = new TestPostgres(EmbeddedPostgres.start(dir));
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    BEFORE_STOP.forEach(Runnable::run);
                    started.postgres.close();
                    FileSystemUtils.deleteRecursively(dir.toFile());
                }));
                started.execute("CREATE DATABASE " + TEMPLATE);
                Flyway.configure()
                        .dataSource(
                                started.postgres.url(TEMPLATE), started.postgres.user(), started.postgres.password())
                        .load()
                        .migrate();
                Database.within(started.postgres, TEMPLATE).grantApplicationRights();
                return started;
            } catch (IOException noTemporaryDirectory) {
                throw new UncheckedIOException(noTemporaryDirectory);
            }
        }
    }
}
