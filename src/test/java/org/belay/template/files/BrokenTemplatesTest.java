package org.belay.template.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.belay.template.TemplateProblem;
import org.junit.jupiter.api.Test;

/** Twenty templates, each with a different error. */
class BrokenTemplatesTest {
    private static final Path BROKEN = Path.of("src/test/resources/org/belay/template/broken");

    @Test
    void each_problem_has_file_line_column_and_fix() throws IOException {
        String said = TemplateReader.check(BROKEN).stream()
                .map(TemplateProblem::toString)
                .collect(Collectors.joining("\n", "", "\n"));
        Path expected = BROKEN.resolve("expected.txt");
        if ("write".equals(System.getProperty("belay.pages"))) Files.writeString(expected, said);

        assertThat(expected).hasContent(said);
    }
}
