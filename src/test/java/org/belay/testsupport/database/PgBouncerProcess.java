package org.belay.testsupport.database;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.belay.platform.database.Database;

/**
 * A real PgBouncer in front of a database, if the machine has one (Debian: apt-get install pgbouncer); else the test
 * is skipped.
 */
public final class PgBouncerProcess implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/pgbouncer");

    private final Process process;
    private final int port;

    private PgBouncerProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** @param mode value of {@code pool_mode} */
    public static PgBouncerProcess start(Path dir, String mode, Database database) throws IOException {
        assumeTrue(Files.isExecutable(PROGRAM), PROGRAM + " is not installed");
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        URI server = URI.create(database.url().substring("jdbc:".length()));
        Path settings = Files.writeString(dir.resolve("pgbouncer-" + mode + ".ini"), """
                [databases]
                pooled = host=127.0.0.1 port=%d dbname=%s user=%s password=%s
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = any
                pool_mode = %s
                ignore_startup_parameters = extra_float_digits,options
                """.formatted(
                        server.getPort(),
                        server.getPath().substring(1),
                        database.application().user().orElseThrow(),
                        database.application().password().orElseThrow(),
                        port,
                        mode));
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxr-xr-x"));
        var command = new ProcessBuilder(PROGRAM.toString(), settings.toString());
        if (System.getProperty("user.name").equals("root")) {
            command.command(PROGRAM.toString(), "-u", "nobody", settings.toString());
        }
        Process process = command.redirectErrorStream(true)
                .redirectOutput(dir.resolve("pgbouncer.log").toFile())
                .start();
        await().ignoreExceptions().until(() -> {
            new Socket("127.0.0.1", port).close();
            return true;
        });
        return new PgBouncerProcess(process, port);
    }

    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/pooled";
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
