package org.belay.template.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.belay.platform.RequestRefused;
import org.belay.template.TemplateProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateFilesTest {
    private static final String SHA256 = "0".repeat(64);

    @TempDir
    Path folder;

    @Test
    void the_same_text_is_the_same_version_in_every_editor() {
        String words = "---\nsubject: Grüße\n---\nWords.\n";
        for (String written : List.of(
                words,
                words.replace("\n", "\r\n"),
                words.replace("\n", "\r"),
                "\uFEFF" + words,
                words.stripTrailing())) {
            assertThat(TemplateFiles.normalize(written)).isEqualTo(words);
        }
        assertThat(TemplateFiles.normalize("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../notice.md",
                "/etc/passwd",
                "notice.md/../x.md",
                "..\\notice.md",
                "notice.md\r\nA: b",
                "notice.md\n",
                "notice.md\u0000.md",
                "Notice.md",
                "notice_de-x-y-z-w.md",
                "notice.md ",
                "notice.html",
                ".belay-versions",
                ""
            })
    void a_name_that_is_no_parts_belongs_to_nothing(String name) {
        assertThat(TemplateFiles.problems("try", Map.of(name, "x")))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.message()).isEqualTo("A template has no file of this name.");
                    assertThat(problem.toString()).doesNotContain("\n").doesNotContain("\r");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "../x", "A", "a b", "-a", "a/b", "a\\b", "a\r\nb", "a\u0000", "ä", "a.b"})
    void a_key_must_be_a_folder_name_on_every_system(String key) {
        assertThat(TemplateFiles.problems(key, Map.of())).hasSize(1);
    }

    @Test
    void files_that_are_too_large_are_refused_before_they_are_read() {
        assertThat(problems("notice.md", "x".repeat(10 << 20))).containsExactly("It has more than 400 KB.");
        assertThat(problems("notice.md", "ä".repeat(300 << 10)))
                .as("bytes")
                .containsExactly("It has more than 400 KB.");
        assertThat(problems("notice.md", "\n".repeat(2_001))).containsExactly("It has more than 2000 lines.");
        var many = new HashMap<String, String>();
        for (char a = 'a'; a <= 'z'; a++) for (char b = 'a'; b <= 'z'; b++) many.put("notice_" + a + b + ".md", "x");
        assertThat(TemplateFiles.problems("try", many))
                .extracting(TemplateProblem::message)
                .containsExactly("It has more than 120 files.");
        var lines = new HashMap<String, String>();
        for (char a = 'a'; a <= 'k'; a++) lines.put("notice_a" + a + ".md", "\n".repeat(1_900));
        assertThat(TemplateFiles.problems("try", lines))
                .extracting(TemplateProblem::message)
                .containsExactly("Its files have more than 20000 lines.");
    }

    @Test
    void characters_that_are_no_text_are_reported_with_their_position() {
        assertThat(TemplateFiles.problems("try", Map.of("notice.md", "a\nb\ud800c")))
                .extracting(TemplateProblem::toString)
                .containsExactly("try/notice.md:2:2: There is a NUL character or half of a surrogate pair. Remove it.");
        assertThat(problems("notice.md", "a\u0000")).hasSize(1);
        assertThat(problems("notice.md", "😀 is text")).isEmpty();
    }

    @Test
    void pulled_versions_are_recorded_in_lines_that_git_can_merge() throws IOException {
        new PulledVersions(Map.of(
                        "vpn-change", new PulledVersions.PulledVersion(3, SHA256),
                        "laptop-return", new PulledVersions.PulledVersion(12, SHA256)))
                .write(folder);

        assertThat(Files.readAllLines(folder.resolve(PulledVersions.NAME)))
                .filteredOn(line -> !line.startsWith("#"))
                .containsExactly("laptop-return 12 " + SHA256, "vpn-change 3 " + SHA256);
        assertThat(PulledVersions.read(folder).of("vpn-change")).contains(new PulledVersions.PulledVersion(3, SHA256));
        assertThat(folder).isDirectoryNotContaining("glob:**.new");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<<<<<<< HEAD", "a 1", "a 0 0000", "a b c"})
    void a_line_of_it_that_cannot_be_read_is_named(String line) throws IOException {
        Files.writeString(folder.resolve(PulledVersions.NAME), "# head\n" + line + "\n");
        assertThatThrownBy(() -> PulledVersions.read(folder))
                .isInstanceOf(RequestRefused.class)
                .hasMessageContaining(".belay-versions:2: This line does not say");
    }

    private static List<String> problems(String name, String content) {
        return TemplateFiles.problems("try", Map.of(name, content)).stream()
                .map(TemplateProblem::message)
                .toList();
    }
}
