package org.belay.mailing.check.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.belay.template.MailVariant;
import org.junit.jupiter.api.Test;

class ReadableWordsTest {
    private static final MailVariant MAIL = new MailVariant(1, "en", "", 1, Map.of(), "subject", """
                    <html><head><title>not visible</title></head><body>
                    <div class="preview" hidden="hidden">The &quot;preview&quot;</div>
                    <!--[if mso]><p>not visible</p><![endif]-->
                    <p>Hello <bdi>Ann</bdi>,</p><p>Write to <a href="mailto:it@example.org">it<b>@</b>example&period;org</a>. Or call.</p>
                    <table><caption>not visible</caption><tr><th>By when</th><td>Monday,&#xa0;9 o&apos;clock</td></tr></table>
                    </body></html>""", "text");

    @Test
    void inline_elements_split_neither_words_nor_blocks() {
        assertThat(ReadableWords.of(MAIL))
                .isEqualTo("Hello Ann, Write to it@example.org. Or call. By when Monday, 9 o'clock");
        assertThat(ReadableWords.blocks(MAIL))
                .containsExactly("Hello Ann,", "Write to it@example.org. Or call.", "By when", "Monday, 9 o'clock");
    }

    @Test
    void a_mail_opens_with_its_first_sentence_that_is_no_greeting() {
        assertThat(ReadableWords.opening(MAIL)).isEqualTo("Write to it@example.org.");
        assertThat(ReadableWords.preheader(MAIL)).isEqualTo("The \"preview\"");
    }
}
