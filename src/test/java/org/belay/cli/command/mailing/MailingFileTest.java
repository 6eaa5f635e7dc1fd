package org.belay.cli.command.mailing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.belay.cli.command.AudienceCommand;
import org.belay.cli.http.CommandFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailingFileTest {
    @TempDir
    private Path folder;

    @Test
    void values_are_read_as_text() throws IOException {
        MailingFile mailing = read("""
                template: mandatory-app-removal
                language: en     # of the values below
                values:
                  app: TikTok
                  deadline: 2020-07-10T18:00[America/Los_Angeles]
                  version: 1.10
                  enforced: no
                values_de:
                  app: TikTok
                correction:
                  now_true: |
                    You may keep the app.
                    Nothing has changed.
                audience: staff
                pace: 600
                send: 2020-07-10T09:00[America/Los_Angeles]
                """);

        assertThat(mailing.draft())
                .containsEntry(
                        "values",
                        Map.of(
                                "app",
                                "TikTok",
                                "deadline",
                                "2020-07-10T18:00[America/Los_Angeles]",
                                "version",
                                "1.10",
                                "enforced",
                                "no"))
                .containsEntry("correction", Map.of("now_true", "You may keep the app.\nNothing has changed."))
                .containsEntry("audience", "staff")
                .containsKeys("values_de", "pace", "send");
        assertThat(mailing.audienceFile()).isEmpty();
    }

    @Test
    void every_mistake_is_named_with_its_line_and_column() {
        assertThatThrownBy(() -> read("""
                        template: mandatory-app-removal
                        valuse:
                          app: TikTok
                        values:
                          app: TikTok
                          app: Another
                          steps:
                            one: two
                        pace: fast
                        send: tomorrow
                        """))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("mailing.yaml: 5 mistakes. Nothing was done.")
                .hasMessageContaining("line 2, column 1: unknown key \"valuse\"; did you mean \"values\"?")
                .hasMessageContaining("line 6, column 3: \"app\" is here a second time")
                .hasMessageContaining("line 8, column 5: expected a text here")
                .hasMessageContaining("line 9, column 7: \"pace\" must be a number of people a minute, not \"fast\"")
                .hasMessageContaining("line 10, column 7: \"send\" must be a date with a time");
    }

    @Test
    void a_yaml_syntax_error_is_named_with_its_line() {
        assertThatThrownBy(() -> read("template: mandatory-app-removal\nvalues:\n  reason: it is: so\n"))
                .hasMessageContaining("line 3, column 16: mapping values are not allowed here");
        assertThatThrownBy(() -> read("")).hasMessageContaining("line 1, column 1: expected keys and values");
    }

    @Test
    void a_missing_part_is_named() {
        assertThatThrownBy(() -> read("template: x\nvalues:\n  app: TikTok\n"))
                .hasMessageContaining("1 mistake")
                .hasMessageContaining("\"audience\" is missing");
    }

    @Test
    void the_audience_may_be_a_csv_file_beside_it() throws IOException {
        Path csv = Files.writeString(folder.resolve("staff.csv"), "email\nann@example.org\n");
        MailingFile mailing = read("template: x\nvalues:\n  app: TikTok\naudience: staff.csv\n");
        assertThat(mailing.audienceFile()).contains(csv);
        assertThat(mailing.draft()).containsEntry("audience", "staff");
    }

    @Test
    void a_missing_csv_file_is_named() {
        assertThatThrownBy(() -> read("template: x\nvalues:\n  app: TikTok\naudience: staff.csv\n"))
                .hasMessageContaining("the audience staff.csv does not exist");
    }

    @Test
    void the_example_of_the_documentation_can_be_read() {
        MailingFile example = MailingFile.read(Path.of("docs/examples/app-removal.yaml"));
        assertThat(example.draft()).containsEntry("audience", "staff").containsEntry("pace", "600");
        assertThat(AudienceCommand.read(example.audienceFile().orElseThrow()).clean())
                .isTrue();
    }

    @Test
    void the_example_of_every_template_can_be_read_in_four_languages() throws IOException {
        try (Stream<Path> examples = Files.list(Path.of("docs/examples/library"))) {
            assertThat(examples.map(MailingFile::read))
                    .hasSize(13)
                    .allSatisfy(example -> assertThat(example.draft())
                            .containsKeys("values", "values_de", "values_fr", "values_es", "correction_es")
                            .containsEntry("audience", "staff"));
        }
    }

    private MailingFile read(String text) throws IOException {
        return MailingFile.read(Files.writeString(folder.resolve("mailing.yaml"), text));
    }
}
