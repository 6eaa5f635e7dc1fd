package org.belay.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RelayRecordTest {
    private static final AcceptedRecipient ONE = new AcceptedRecipient(
            Instant.parse("2026-11-24T08:00:00Z"),
            "<1@belay.example>",
            "ann@example.org",
            "b+1@example.org",
            "00ff",
            12,
            "A1");

    @ParameterizedTest
    @EnumSource
    void added_lines_are_read_back_also_by_another_reader(RelayRecord.Durability durability, @TempDir Path dir)
            throws IOException {
        Path file = dir.resolve("record.tsv");
        try (var record = new RelayRecord(file, durability)) {
            record.add(List.of(ONE, ONE));
            assertThat(RelayRecord.read(file)).containsExactly(ONE, ONE);
        }
        try (var again = new RelayRecord(file, durability)) {
            again.add(List.of(ONE));
            assertThat(again.all()).hasSize(3);
        }
    }

    @Test
    void an_incomplete_last_line_is_left_out(@TempDir Path dir) throws IOException {
        Path file = dir.resolve("record.tsv");
        try (var record = new RelayRecord(file, RelayRecord.Durability.FSYNC)) {
            record.add(List.of(ONE));
        }
        Files.writeString(file, "2026-11-24T08:00:01Z\t<2@", StandardOpenOption.APPEND);

        assertThat(RelayRecord.read(file)).containsExactly(ONE);
    }

    @Property
    void a_sender_cannot_forge_a_line(@ForAll String messageId, @ForAll String recipient) {
        var taken = new AcceptedRecipient(ONE.at(), messageId, recipient, "", "00", 0, "\n");

        String line = taken.line();

        assertThat(line.chars().filter(c -> c == '\n')).hasSize(1);
        assertThat(AcceptedRecipient.parse(line.stripTrailing())).isEqualTo(taken);
    }
}
