package org.belay.cli.command.mailing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The example mailings of the shipped templates in docs/examples/library, in four languages. */
class ExampleMailingsTest {

    static Stream<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("docs", "examples", "library"))) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void every_example_passes_every_check(Path example) {
        assertThat(new MailingFileCheck(example, Path.of("templates"), false)
                        .findings().list("findings").stream()
                                .filter(finding ->
                                        !finding.text("id").equals("sender-unknown")) // nothing is configured here
                                .map(finding -> finding.text("id") + " " + finding.number("line") + " "
                                        + finding.text("message"))
                                .toList())
                .isEmpty();
    }
}
