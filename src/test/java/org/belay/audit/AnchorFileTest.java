package org.belay.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnchorFileTest {
    private static final String ONE = "1".repeat(64);
    private static final String TWO = "2".repeat(64);

    @TempDir
    Path folder;

    @Test
    void reads_what_was_appended() {
        var anchor = new AnchorFile(folder.resolve("audit-anchor.txt"));
        anchor.append(1, ONE);
        anchor.append(2, TWO);
        assertThat(anchor.read().hashes())
                .containsEntry(1L, ONE)
                .containsEntry(2L, TWO)
                .hasSize(2);
    }

    @Test
    void an_incomplete_line_left_by_a_crash_is_skipped_and_keeps_the_next_one_intact() throws IOException {
        Path file = folder.resolve("audit-anchor.txt");
        var anchor = new AnchorFile(file);
        anchor.append(1, ONE);
        Files.writeString(file, "2 22222", StandardOpenOption.APPEND);
        anchor.append(3, TWO);
        assertThat(anchor.read().hashes()).containsOnlyKeys(1L, 3L);
    }

    @Test
    void the_first_hash_of_a_row_counts() {
        var anchor = new AnchorFile(folder.resolve("audit-anchor.txt"));
        anchor.append(1, ONE);
        anchor.append(1, TWO);
        assertThat(anchor.read().hashes()).containsEntry(1L, ONE);
    }

    @Test
    void a_missing_file_is_no_anchor() {
        assertThat(new AnchorFile(folder.resolve("none")).read().begins()).isEmpty();
    }

    @Test
    void a_file_recreated_by_a_later_row_has_no_first_line() {
        var anchor = new AnchorFile(folder.resolve("audit-anchor.txt"));
        anchor.append(7, ONE);
        assertThat(anchor.read().begins()).isEmpty();
        anchor.begin(8);
        assertThat(anchor.read().begins()).hasValue(8);
    }
}
