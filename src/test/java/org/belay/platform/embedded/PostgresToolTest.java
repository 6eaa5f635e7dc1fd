package org.belay.platform.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.belay.platform.RequestRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresToolTest {
    @TempDir
    Path folder;

    @Test
    void p30_a_tool_that_fails_is_told_in_one_line_with_the_reason_and_the_directory() {
        String initdb = """
                creating configuration files ... ok
                running bootstrap script ... 2026-11-30 21:03:16 UTC [9] FATAL:  could not write to file "x": No space left on device
                child process exited with exit code 1
                initdb: removing contents of data directory
                """;

        assertThatThrownBy(() -> PostgresTool.run(folder, List.of("/bin/sh", "-c", "cat; exit 1"), initdb))
                .isInstanceOf(RequestRefused.class)
                .hasMessageContainingAll(
                        "FATAL:  could not write to file \"x\": No space left on device", folder.toString())
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("\n"));
        assertThat(PostgresTool.errorLine("first\nlast\n")).isEqualTo("last");
        assertThat(PostgresTool.errorLine("")).isEqualTo("it said nothing");
    }
}
