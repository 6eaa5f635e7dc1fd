package org.belay.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Flyway stores a checksum of each migration that it has run, so a server with a changed one does not start on the database of
 * an earlier release.
 */
class ReleasedMigrationsTest {
    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");
    private static final Path RELEASED =
            Path.of("src/test/resources/org/belay/platform/database/released-migrations.txt");

    private final Map<String, String> released = readList();

    @Test
    void a_released_migration_is_never_changed_or_removed() {
        released.forEach((name, sha256) -> assertThat(MIGRATIONS.resolve(name))
                .as("%s is released, and databases have run it. Restore it, and add a new migration instead.", name)
                .exists()
                .satisfies(file -> assertThat(sha256(file)).isEqualTo(sha256)));
    }

    @Test
    void a_new_migration_follows_the_released_ones() throws IOException {
        int last = released.keySet().stream()
                .mapToInt(ReleasedMigrationsTest::version)
                .max()
                .orElseThrow();
        try (Stream<Path> files = Files.list(MIGRATIONS)) {
            List<String> added = files.map(file -> file.getFileName().toString())
                    .filter(name -> !released.containsKey(name))
                    .toList();
            assertThat(added)
                    .as("new migrations need a version above %s, which is released", last)
                    .allMatch(name -> version(name) > last);
        }
    }

    private static int version(String name) {
        return Integer.parseInt(name.substring(1, name.indexOf("__")));
    }

    private static Map<String, String> readList() {
        try {
            var list = new TreeMap<String, String>();
            Files.readAllLines(RELEASED).forEach(line -> list.put(line.substring(66), line.substring(0, 64)));
            return list;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
