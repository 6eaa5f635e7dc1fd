package org.belay.template.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.belay.template.files.LineDiff.DiffLine;
import org.belay.template.files.LineDiff.LineChange;
import org.junit.jupiter.api.Test;

class LineDiffTest {

    @Test
    void removed_lines_come_before_their_replacement() {
        assertThat(LineDiff.of("one\ntwo\n", "one\nthree\n").lines())
                .containsExactly(
                        new DiffLine(LineChange.SAME, 1, 1, "one"),
                        new DiffLine(LineChange.REMOVED, 2, 0, "two"),
                        new DiffLine(LineChange.ADDED, 0, 2, "three"));
    }

    @Test
    void the_same_text_differs_nowhere() {
        assertThat(LineDiff.of("a\n\nb\n", "a\n\nb\n").same()).isTrue();
        assertThat(LineDiff.of("", "").lines()).isEmpty();
        assertThat(LineDiff.of("", "a\n").count(LineChange.ADDED)).isEqualTo(1);
    }

    @Test
    void files_that_came_went_or_changed_are_named() {
        assertThat(FileDiff.of(Map.of("a", "1\n", "b", "2\n", "d", "4\n"), Map.of("b", "3\n", "c", "3\n", "d", "4\n")))
                .extracting(file -> file.name() + " " + file.change())
                .containsExactly("a REMOVED", "b CHANGED", "c ADDED");
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("a", "b", "c", "")
                .list()
                .ofMaxSize(12)
                .map(lines -> lines.stream().map(line -> line + "\n").collect(Collectors.joining()));
    }

    @Property(tries = 1_000)
    void each_side_can_be_read_off_it(@ForAll("texts") String before, @ForAll("texts") String after) {
        List<DiffLine> lines = LineDiff.of(before, after).lines();

        assertThat(side(lines, LineChange.ADDED)).isEqualTo(before);
        assertThat(side(lines, LineChange.REMOVED)).isEqualTo(after);
        int atBefore = 0;
        int atAfter = 0;
        for (int at = 0; at < lines.size(); at++) {
            DiffLine line = lines.get(at);
            if (line.change() != LineChange.ADDED) assertThat(line.before()).isEqualTo(++atBefore);
            if (line.change() != LineChange.REMOVED) assertThat(line.after()).isEqualTo(++atAfter);
            if (line.change() == LineChange.REMOVED && at > 0) {
                assertThat(lines.get(at - 1).change()).isNotEqualTo(LineChange.ADDED);
            }
        }
    }

    private static String side(List<DiffLine> lines, LineChange others) {
        return lines.stream()
                .filter(line -> line.change() != others)
                .map(line -> line.text() + "\n")
                .collect(Collectors.joining());
    }
}
