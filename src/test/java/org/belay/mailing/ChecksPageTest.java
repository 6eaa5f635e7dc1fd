package org.belay.mailing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.belay.testsupport.WrittenPage;
import org.junit.jupiter.api.Test;

class ChecksPageTest {

    @Test
    void the_page_of_the_checks_says_what_they_look_for_and_what_they_say() throws IOException {
        WrittenPage.isUpToDate(Path.of("docs/checks.md"), page());
    }

    private static String page() {
        var page = new StringBuilder("""
                # The checks

                <!-- Written from the checks and their examples by ChecksPageTest, which holds the two together. -->

                What is looked at before somebody else is asked to approve, in the browser, by the API and by
                `./belay mailing check FILE` (which needs no server) alike. An **ERROR** blocks. A **WARNING** must be mended or
                answered in words, which the approver reads. Each check has a good example, which it passes, and a bad one, with
                what it says about it. The examples were checked on 24 November 2026.
                """);
        for (Check.Topic topic : Check.Topic.values()) {
            page.append("\n## ")
                    .append(topic.title)
                    .append('\n')
                    .append(topic.says)
                    .append('\n');
            Checks.ALL.stream()
                    .filter(check -> check.about().topic() == topic)
                    .forEach(check -> page.append(section(check)));
        }
        return page.toString();
    }

    private static String section(Check check) {
        Check.About about = check.about();
        Finding found = check.of(Drafted.good().with(about.fails()).checked())
                .findFirst()
                .orElseThrow();
        return "\n### `" + about.id() + "` (" + about.severity() + ")\n" + about.rule() + "\n\n"
                + "| | |\n|---|---|\n"
                + (about.passes().isEmpty() ? "" : "| passes | " + example(about.passes()) + " |\n")
                + "| is found | " + example(about.fails()) + " |\n"
                + "| says | `" + found.id() + "`: " + cell(found.message()) + " *" + cell(found.fix()) + "* |\n";
    }

    private static String example(Map<String, String> changes) {
        return new TreeMap<>(changes)
                .entrySet().stream()
                        .map(one -> "`" + one.getKey() + ": " + cell(short_(one.getValue())) + "`")
                        .collect(Collectors.joining("<br>"));
    }

    private static String short_(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ⏎ ").strip();
    }
}
