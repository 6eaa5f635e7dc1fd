package org.belay.mailing.draft;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.ContentCheck;
import org.belay.testsupport.GeneratedPage;
import org.junit.jupiter.api.Test;

class ChecksPageTest {

    @Test
    void the_page_is_generated_from_the_checks() throws IOException {
        GeneratedPage.isUpToDate(Path.of("docs/checks.md"), page());
    }

    private static String page() {
        var page = new StringBuilder("""
                # The checks

                <!-- Generated from the checks and their examples by ChecksPageTest, which fails if this page is out of date. -->

                These checks run before a mailing is submitted for approval, in the browser, in the API and in
                `./belay mailing check FILE`, which needs no server. An **ERROR** blocks submission. A **WARNING** must be fixed or
                answered in words, which the approver reads. Each check has an example that passes and one that fails, with the
                message of the check. The examples were checked on 24 November 2026.
                """);
        for (ContentCheck.CheckTopic topic : ContentCheck.CheckTopic.values()) {
            page.append("\n## ")
                    .append(topic.title)
                    .append('\n')
                    .append(topic.summary)
                    .append('\n');
            CheckRegistry.ALL.stream()
                    .filter(check -> check.description().topic() == topic)
                    .forEach(check -> page.append(section(check)));
        }
        return page.toString();
    }

    private static String section(ContentCheck check) {
        ContentCheck.CheckDescription about = check.description();
        CheckFinding found = check.findings(
                        DraftFixture.good().with(about.fails()).checked())
                .findFirst()
                .orElseThrow();
        return "\n### `" + about.id() + "` (" + about.severity() + ")\n" + about.rule() + "\n\n"
                + "| | |\n|---|---|\n"
                + (about.passes().isEmpty() ? "" : "| passes | " + example(about.passes()) + " |\n")
                + "| fails | " + example(about.fails()) + " |\n"
                + "| message | `" + found.id() + "`: " + cell(found.message()) + " *" + cell(found.fix()) + "* |\n";
    }

    private static String example(Map<String, String> changes) {
        return new TreeMap<>(changes)
                .entrySet().stream()
                        .map(one -> "`" + one.getKey() + ": " + cell(shortened(one.getValue())) + "`")
                        .collect(Collectors.joining("<br>"));
    }

    private static String shortened(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ⏎ ").strip();
    }
}
