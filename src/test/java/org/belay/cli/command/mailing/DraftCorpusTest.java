package org.belay.cli.command.mailing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.belay.cli.http.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Twenty drafts as authors write them: ten good ones, and ten with one planted fault each. */
class DraftCorpusTest {
    private static final Path DRAFTS = Path.of("src/test/resources/org/belay/mailing/drafts");

    static Stream<Path> good() {
        return files("good");
    }

    static Stream<Path> faulty() {
        return files("faulty");
    }

    @ParameterizedTest
    @MethodSource("good")
    void a_good_draft_has_no_blocking_finding(Path draft) {
        assertThat(found(draft)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("faulty")
    void every_planted_fault_is_found_with_its_line(Path draft) throws IOException {
        List<String> planted = Files.readAllLines(draft).stream()
                .filter(line -> line.startsWith("# finds: "))
                .flatMap(line -> Stream.of(line.substring(9).split(", ")))
                .toList();
        List<JsonObject> found = check(draft).list("findings");

        assertThat(found).extracting(finding -> finding.text("id")).containsAll(planted);
        assertThat(found).allSatisfy(finding -> {
            assertThat(finding.number("line")).isPositive();
            assertThat(finding.text("check")).isNotBlank();
        });
    }

    @Test
    void the_memo_of_the_seed_story_fails() {
        assertThat(found(DRAFTS.resolve("memo.yaml")))
                .contains(
                        "deadline-unfit",
                        "reason-vague",
                        "contact-missing",
                        "now_true-bare",
                        "if_already_acted-missing");
    }

    private static JsonObject check(Path draft) {
        return new MailingFileCheck(draft, Path.of("templates"), false).findings();
    }

    private static List<String> found(Path draft) {
        return check(draft).list("findings").stream()
                .map(finding -> finding.text("id"))
                .toList();
    }

    private static Stream<Path> files(String folder) {
        try (Stream<Path> files = Files.list(DRAFTS.resolve(folder))) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
