package org.belay.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A folder of twenty templates, each broken in a way of its own. */
class BrokenTemplatesTest {
    private static final Path BROKEN = Path.of("src/test/resources/org/belay/template/broken");

    @Test
    void each_is_told_by_file_line_and_column_with_what_to_write_instead() throws IOException {
        String said = TemplateSource.check(BROKEN).stream()
                .map(Problem::toString)
                .collect(Collectors.joining("\n", "", "\n"));
        Path expected = BROKEN.resolve("expected.txt");
        if ("write".equals(System.getProperty("belay.pages"))) Files.writeString(expected, said);

        assertThat(expected).hasContent(said);
    }
}
