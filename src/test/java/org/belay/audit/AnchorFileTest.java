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
    void what_was_appended_is_read() {
        var anchor = new AnchorFile(folder.resolve("audit-anchor.txt"));
        anchor.append(1, ONE);
        anchor.append(2, TWO);
        assertThat(anchor.read().hashes())
                .containsEntry(1L, ONE)
                .containsEntry(2L, TWO)
                .hasSize(2);
    }

    @Test
    void half_a_line_left_by_a_crash_neither_counts_nor_swallows_the_next() throws IOException {
        Path file = folder.resolve("audit-anchor.txt");
        var anchor = new AnchorFile(file);
        anchor.append(1, ONE);
        Files.writeString(file, "2 22222", StandardOpenOption.APPEND);
        anchor.append(3, TWO);
        assertThat(anchor.read().hashes()).containsOnlyKeys(1L, 3L);
    }

    @Test
    void the_first_hash_noted_for_a_row_counts() {
        var anchor = new AnchorFile(folder.resolve("audit-anchor.txt"));
        anchor.append(1, ONE);
        anchor.append(1, TWO);
        assertThat(anchor.read().hashes()).containsEntry(1L, ONE);
    }

    @Test
    void no_file_is_no_anchor() {
        assertThat(new AnchorFile(folder.resolve("none")).read().begins()).isEmpty();
    }

    @Test
    void a_file_that_came_back_with_a_later_row_has_no_beginning() {
        var anchor = new AnchorFile(folder.resolve("audit-anchor.txt"));
        anchor.append(7, ONE);
        assertThat(anchor.read().begins()).isEmpty();
        anchor.begin(8);
        assertThat(anchor.read().begins()).hasValue(8);
    }
}
