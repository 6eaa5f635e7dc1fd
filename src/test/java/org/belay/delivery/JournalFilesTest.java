package org.belay.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.belay.delivery.journal.DeliveryJournal;
import org.belay.delivery.journal.WalPosition;
import org.belay.platform.RequestRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal names recipients: only Belay's user may read it. */
class JournalFilesTest {
    @TempDir
    Path data;

    @Test
    void a_journal_is_closed_to_other_users() throws IOException {
        try (var journal = new DeliveryJournal(data.resolve("new/journal"))) {
            journal.startSegment();
            journal.folder().homeId();
            journal.folder().recordPosition(new WalPosition("00000001", 7));

            assertThat(mode(data.resolve("new/journal"))).isEqualTo("rwx------");
            assertThat(files(data.resolve("new/journal")))
                    .hasSize(5)
                    .allSatisfy(
                            file -> assertThat(mode(file)).as(file.toString()).isEqualTo("rw-------"));
        }
    }

    @Test
    void a_journal_that_was_open_to_others_is_closed_at_the_next_start() throws IOException {
        Path folder = Files.createDirectory(data.resolve("journal"));
        Path old = Files.writeString(folder.resolve("journal-old-000001.txt.recorded"), "D 1 2 3 4\n");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rw-r--r--"));

        new DeliveryJournal(folder).close();

        assertThat(mode(folder)).isEqualTo("rwx------");
        assertThat(mode(old)).isEqualTo("rw-------");
    }

    @Test
    void a_journal_that_cannot_be_written_is_refused_with_its_path_and_what_to_do() throws IOException {
        Path file = Files.writeString(data.resolve("journal"), "not a directory");

        assertThatThrownBy(() -> new DeliveryJournal(file))
                .isInstanceOf(RequestRefused.class)
                .hasMessageContainingAll(file + ": it is a file, not a directory", "BELAY_DATA_DIR", "not started");
        assertThatThrownBy(() -> new DeliveryJournal(file.resolve("deeper")))
                .isInstanceOf(RequestRefused.class)
                .hasMessageContaining(file.toString());
        assertThatThrownBy(() -> new DeliveryJournal(Path.of("/proc/belay/journal")))
                .isInstanceOf(RequestRefused.class)
                .hasMessageContaining("/proc/belay");
    }

    private static String mode(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        }
    }
}
