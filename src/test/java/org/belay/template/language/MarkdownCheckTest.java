package org.belay.template.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.belay.template.SmallTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkdownCheckTest {

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            ${app} <b>bold</b> ~ 4:8: HTML is not part of a template. Write Markdown: **bold**, [link](https://…); a plain < as \\<.
            <script>x</script> ~ 4:1: HTML is not part of a template. Write Markdown: **bold**, [link](https://…), # heading.
            see ![logo](https://example.org/x.png) ~ 4:5: Pictures are not part of a template. Say it in words, or link to the picture: [text](https://…).
            [x](javascript:alert) ~ 4:1: A link leads to "javascript:alert", which is nowhere in a mail. Write a complete address: https://… or mailto:….
            [x](https://a.example/${person.office!"x"}) ~ 4:1: A value of the person cannot be part of a link. Link to a page that is the same for all.
            ::: sumary ~ 4:1: There is no block "sumary". Write ::: summary.
            ::: summary ~ 4:1: The block is never closed. Write a line ::: after it.
            ::: ~ 4:1: ::: closes nothing. Known are ::: summary and ::: withdrawn.
            ::: withdrawn ~ 4:1: Only a correction withdraws something. Remove the block from this file.
            """)
    void refuses_what_no_mail_may_have(String body, String problem) {
        assertThat(SmallTemplate.template().notice(body).problems()).contains("try/notice.md:" + problem);
    }

    @Test
    void lets_markdown_pass() {
        String body = "# Head\n\n**a** *b* `c` [d](https://example.org) [e](${page})\n\n1. x\n2. y\n\n> z\n\n"
                + "::: summary\nWhat: ${app}\n:::\n";
        assertThat(SmallTemplate.template().notice(body).problems()).isEmpty();
    }
}
