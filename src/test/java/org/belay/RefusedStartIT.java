package org.belay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.belay.lab.process.JavaCommand;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When {@code belay serve} cannot start, it prints one line with the reason and no stack trace. */
class RefusedStartIT {
    @TempDir
    Path dir;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "database.url: 'jdbc:postgresql://127.0.0.1:1/belay' | The database jdbc:postgresql://127.0.0.1:1/belay cannot be used",
                "data-dir: belay.yaml                                | The data directory",
                "data-dir: belay.yaml/data | The data directory",
                "data-dir: /proc/belay     | The data directory /proc/belay cannot be used (/proc/belay: ",
            })
    void p30_a_configuration_mistake_is_one_line_and_exit_code_1(String setting, String line)
            throws IOException, InterruptedException {
        Files.writeString(dir.resolve("belay.yaml"), setting + "\nhttp.port: 0\n");
        var command = JavaCommand.java("org.belay.Belay", "-XX:TieredStopAtLevel=1");
        command.add("serve");
        Process process = new ProcessBuilder(command)
                .directory(dir.toFile())
                .redirectErrorStream(true)
                .start();

        String printed;
        try (InputStream output = process.getInputStream()) {
            printed = new String(output.readAllBytes(), StandardCharsets.UTF_8);
        }

        assertThat(printed.lines().toList()).singleElement().asString().startsWith(line);
        assertThat(process.waitFor()).isEqualTo(1);
    }
}
