package org.belay.testsupport.database;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.belay.platform.embedded.EmbeddedPostgres;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.FileSystemUtils;

/**
 * A second PostgreSQL, created from a running one by an online backup, which follows it by streaming replication and
 * can take over. A fail-over loses the commits after {@link #cut}.
 */
public final class StandbyPostgres implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final EmbeddedPostgres postgres;
    private final Path dir;

    private StandbyPostgres(EmbeddedPostgres postgres, Path dir) {
        this.postgres = postgres;
        this.dir = dir;
    }

    /** @param primaryDir the directory in which the primary was started */
    public static StandbyPostgres of(EmbeddedPostgres primary, Path primaryDir) {
        try {
            Path dir = Files.createTempDirectory("belay-standby-");
            Path data = dir.resolve("postgres/data");
            backUp(primary, primaryDir, dir);
            Files.deleteIfExists(data.resolve("postmaster.pid"));
            Files.createFile(data.resolve("standby.signal"));
            Files.writeString(
                    data.resolve("postgresql.auto.conf"),
                    "primary_conninfo = 'host=127.0.0.1 port=%d user=%s password=%s'%n"
                            .formatted(port(primary), primary.user(), primary.password()),
                    StandardOpenOption.APPEND);
            own(data, "standby.signal");
            own(data, "backup_label");
            return new StandbyPostgres(EmbeddedPostgres.start(dir), dir);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void backUp(EmbeddedPostgres primary, Path from, Path to) throws IOException {
        try (Connection connection = DriverManager.getConnection(primary.url(), primary.user(), primary.password());
                var statement = connection.createStatement()) {
            statement.execute("SELECT pg_backup_start('standby', true)");
            Process copy = new ProcessBuilder("cp", "-a", from + "/.", to.toString())
                    .inheritIO()
                    .start();
            if (copy.waitFor() > 1) { // 1: a file was deleted meanwhile, which is normal for an online backup
                throw new IOException("cp ended with " + copy.exitValue());
            }
            try (ResultSet stopped = statement.executeQuery("SELECT labelfile FROM pg_backup_stop(false)")) {
                stopped.next();
                Files.writeString(to.resolve("postgres/data/backup_label"), stopped.getString(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void own(Path data, String file) throws IOException {
        Files.setOwner(data.resolve(file), Files.getOwner(data));
    }

    private static int port(EmbeddedPostgres postgres) {
        return URI.create(postgres.url().substring("jdbc:".length())).getPort();
    }

    public Path dir() {
        return dir;
    }

    /** Waits until it has replayed what the primary has on disk now. */
    public void awaitAll(JdbcClient primary) {
        String now = primary.sql("SELECT pg_current_wal_flush_lsn()::text")
                .query(String.class)
                .single();
        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> sql().sql("SELECT coalesce(pg_last_wal_replay_lsn() >= :now::pg_lsn, false)")
                        .param("now", now)
                        .query(Boolean.class)
                        .single());
    }

    /** Stops replication. */
    public void cut() {
        sql().sql("ALTER SYSTEM SET primary_conninfo = ''").update();
        sql().sql("SELECT pg_reload_conf()").query(Boolean.class).single();
        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> sql().sql("SELECT count(*) FROM pg_stat_wal_receiver")
                                .query(Integer.class)
                                .single()
                        == 0);
    }

    /** Promotes the standby; returns the server when it accepts writes. */
    public EmbeddedPostgres promote() {
        boolean done =
                sql().sql("SELECT pg_promote(true, 120)").query(Boolean.class).single();
        if (!done) {
            throw new IllegalStateException("The standby was not promoted");
        }
        return postgres;
    }

    private JdbcClient sql() {
        return JdbcClient.create(new DriverManagerDataSource(postgres.url(), postgres.user(), postgres.password()));
    }

    @Override
    public void close() {
        postgres.close();
        FileSystemUtils.deleteRecursively(dir.toFile());
    }
}
