package org.belay.web.templates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.belay.template.files.FileDiff;
import org.junit.jupiter.api.Test;

/** What a page shows of two versions. */
class FileComparisonTest {

    @Test
    void a_changed_word_is_marked_on_both_sides() {
        WordDiff words = WordDiff.of("By Friday, from every phone.", "By Monday, from every phone.");
        assertThat(shown(words.before())).isEqualTo("By [Friday], from every phone.");
        assertThat(shown(words.after())).isEqualTo("By [Monday], from every phone.");
    }

    @Test
    void words_that_changed_side_by_side_are_one_change() {
        assertThat(shown(WordDiff.of("Hello ${app}, and more", "Good day ${app}, and more")
                        .after()))
                .isEqualTo("[Good day ]${app}, and more");
    }

    @Test
    void two_lines_with_little_in_common_are_not_taken_to_pieces() {
        WordDiff words = WordDiff.of("Remove the app.", "Whom to ask: the desk, at any time of the day");
        assertThat(words.before()).hasSize(1);
        assertThat(words.after()).hasSize(1);
    }

    @Test
    void removed_lines_come_before_added_lines_and_no_line_is_lost() {
        String before = lines(1, 30);
        String after = before.replace("line 15\n", "new 15\nnew 15b\n");
        FileComparison one = FileComparison.of(FileDiff.of(Map.of("a", before), Map.of("a", after)))
                .get(0);

        assertThat(one.stretches())
                .extracting(FileComparison.DiffSection::folded)
                .containsExactly(true, false, true);
        List<FileComparison.DiffRow> rows = one.stretches().stream()
                .flatMap(stretch -> stretch.rows().stream())
                .toList();
        assertThat(rows).hasSize(32);
        assertThat(one.stretches().get(1).rows())
                .extracting(row -> row.change().name())
                .containsExactly("SAME", "SAME", "SAME", "REMOVED", "ADDED", "ADDED", "SAME", "SAME", "SAME");
    }

    private static String lines(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining());
    }

    private static String shown(List<WordDiff.DiffPiece> pieces) {
        return pieces.stream()
                .map(piece -> piece.changed() ? "[" + piece.text() + "]" : piece.text())
                .collect(Collectors.joining());
    }
}
