package org.belay.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.belay.template.files.FileDiff;
import org.junit.jupiter.api.Test;

class UnifiedDiffPrinterTest {

    @Test
    void a_change_is_shown_with_context_lines() {
        String before = lines(20);
        String after = before.replace("\n10\n", "\nten\n").replace("\n14\n", "\n14\n14 and a half\n");
        assertThat(printed(before, after)).isEqualTo("""
                --- try/notice.md  (version 2)
                +++ mine/try/notice.md
                @@ -7,11 +7,12 @@
                 7
                 8
                 9
                -10
                +ten
                 11
                 12
                 13
                 14
                +14 and a half
                 15
                 16
                 17
                """);
    }

    @Test
    void distant_changes_are_separate_hunks() {
        String before = lines(30);
        String after = before.replace("\n2\n", "\ntwo\n").replace("\n28\n", "\n");
        assertThat(printed(before, after).lines().filter(line -> line.startsWith("@@")))
                .containsExactly("@@ -1,5 +1,5 @@", "@@ -25,6 +25,5 @@");
    }

    @Test
    void a_file_on_one_side_only_is_marked() {
        assertThat(printed(null, "a\n"))
                .startsWith("--- not on the server\n+++ mine/try/notice.md\n@@ -0,0 +1,1 @@\n+a\n");
        assertThat(printed("a\n", null))
                .startsWith("--- try/notice.md  (version 2)\n+++ not in mine\n@@ -1,1 +0,0 @@\n-a\n");
    }

    @Test
    void control_characters_do_not_reach_the_terminal() {
        assertThat(printed("a\n", "\u001b[2J\tb\n")).contains("+?[2J\tb\n");
    }

    private static String lines(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(n -> n + "\n").collect(Collectors.joining());
    }

    private static String printed(String before, String after) {
        var out = new StringWriter();
        var printer = new PrintWriter(out);
        FileDiff.of(files(before), files(after))
                .forEach(file -> UnifiedDiffPrinter.print(printer, file, "try/notice.md", "version 2", "mine"));
        printer.flush();
        return out.toString().replace("\r\n", "\n");
    }

    private static Map<String, String> files(String content) {
        return content == null ? Map.of() : Map.of("notice.md", content);
    }
}
