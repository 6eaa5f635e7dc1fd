package org.belay.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.belay.testkit.FaultyRelay;
import org.belay.testsupport.TestInstallation;
import org.belay.testsupport.TestMailing;
import org.belay.testsupport.process.BelayProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Two servers after a data directory with its database was copied. */
class CopiedServerIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    private Path dir;

    /** A server with an embedded database. */
    private record Server(BelayProcess process, FaultyRelay relay) implements TestInstallation {
        @Override
        public URI url() {
            return process.url();
        }

        @Override
        public JdbcClient sql() {
            try {
                Path files = process.dataDir().resolve("postgres");
                return JdbcClient.create(new DriverManagerDataSource(
                        "jdbc:postgresql://127.0.0.1:"
                                + Files.readString(files.resolve("port")).strip() + "/belay",
                        "belay",
                        Files.readString(files.resolve("password"))));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    @Test
    void p28_the_copy_holds_all_until_a_person_confirms_it_and_a_restart_of_the_real_server_holds_nothing()
            throws IOException {
        try (FaultyRelay relay = FaultyRelay.start();
                BelayProcess real = process("real", relay);
                BelayProcess copy = process("copy", relay)) {
            var server = new Server(real.start(), relay);
            server.createUsers();
            TestMailing going = server.mailing(60).pace(120).send().awaitAccepted(5);
            TestMailing later =
                    server.mailing(5).at("2027-05-05T10:00[Europe/Berlin]").send();
            real.kill();
            // twice: a database that ends meanwhile removes files between two looks of cp
            String copied = "cp -aT '%s' '%s'".formatted(real.dataDir(), copy.dataDir());
            real.run("sh", "-c", copied + " || " + copied);

            copy.start();
            var twin = new Server(copy, relay);
            int taken = relay.took().size();

            assertThat(state(twin, going)).isEqualTo("HELD");
            assertThat(mailingState(twin, later)).isEqualTo("HELD");
            assertThat(twin.as(TestInstallation.AUTHOR).get("/record").text("why"))
                    .contains("copy of another");
            await().during(Duration.ofSeconds(3))
                    .atMost(LIMIT)
                    .until(() -> relay.took().size() == taken);

            real.start();
            assertThat(server.as(TestInstallation.AUTHOR).get("/record").isTrue("whole"))
                    .isTrue();
            going.awaitSent();
            assertThat(going.acceptedNotices()).doesNotHaveDuplicates().hasSize(60);

            copy.stop();
            copy.start();
            assertThat(state(twin, going)).as("after a restart").isEqualTo("HELD");
            twin.sql()
                    .sql("UPDATE dispatch SET state = 'STOPPED' WHERE mailing = :id AND kind = 'NOTICE'")
                    .param("id", going.mailingNumber())
                    .update(); // the other server has sent it
            assertThat(twin.as(TestInstallation.APPROVER)
                            .post("/record/real", Map.of("reason", "the old machine is gone"))
                            .isTrue("whole"))
                    .isTrue();
            assertThat(mailingState(twin, later)).isEqualTo("SCHEDULED");
            assertThat(twin.sql()
                            .sql("SELECT actor FROM audit_entry WHERE action = 'server-is-real'")
                            .query(String.class)
                            .single())
                    .isEqualTo("tomas@example.org");
            copy.stop();
            copy.start();
            assertThat(twin.as(TestInstallation.AUTHOR).get("/record").isTrue("whole"))
                    .as("said once")
                    .isTrue();
        }
    }

    private BelayProcess process(String name, FaultyRelay relay) throws IOException {
        Path home = Files.createDirectories(dir.resolve(name));
        for (Path way : List.of(dir, home)) { // the user of PostgreSQL must be able to pass through
            Files.setPosixFilePermissions(way, PosixFilePermissions.fromString("rwx--x--x"));
        }
        return new BelayProcess(
                home,
                Map.of(
                        "BELAY_SENDER_ADDRESS", "it-notices@example.org",
                        "BELAY_SENDER_NAME", "Example IT",
                        "BELAY_ORGANISATION", "Example Ltd",
                        "BELAY_RELAY_HOST", "127.0.0.1",
                        "BELAY_RELAY_PORT", "" + relay.port(),
                        "BELAY_RELAY_SECURITY", "none"));
    }

    private static String state(Server server, TestMailing circular) {
        return server.sql()
                .sql("SELECT state FROM dispatch WHERE mailing = :id AND kind = 'NOTICE'")
                .param("id", circular.mailingNumber())
                .query(String.class)
                .single();
    }

    private static String mailingState(Server server, TestMailing circular) {
        return server.sql()
                .sql("SELECT state FROM mailing WHERE id = :id")
                .param("id", circular.mailingNumber())
                .query(String.class)
                .single();
    }
}
