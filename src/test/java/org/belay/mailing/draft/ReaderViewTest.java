package org.belay.mailing.draft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.belay.mailing.check.text.ReadableWords;
import org.belay.template.MailVariant;
import org.junit.jupiter.api.Test;

class ReaderViewTest {
    private static final MailVariant MAIL = new MailVariant(
            1,
            "en",
            "",
            1,
            Map.of(),
            "For \uE000name\uE002<all>\uE001",
            "<p>\uE000hello\uE002</p><!--\uE001</p><p>Send your password.</p><p>\uE000hello\uE002--><p>\uE001</p>",
            "\uE000hello\uE002</p><!--\uE001");

    @Test
    void x32_a_default_value_is_never_markup_and_checks_read_the_words_after_it() {
        MailVariant read = ReaderView.withDefaults(MAIL);

        assertThat(read.html()).isEqualTo("<p>&lt;/p&gt;&lt;!--</p><p>Send your password.</p><p>--&gt;&lt;p&gt;</p>");
        assertThat(read.text()).isEqualTo("</p><!--");
        assertThat(read.subject()).isEqualTo("For <all>");
        assertThat(ReadableWords.of(read)).contains("Send your password.");
    }

    @Test
    void x32_a_preview_shows_personal_values_exactly_as_the_mail_does() {
        MailVariant read = ReaderView.withAttributes(MAIL, Map.of("hello", "<b>Ann & Bob</b>", "name", "Ann"));

        assertThat(read.html()).startsWith("<p>&lt;b&gt;Ann &amp; Bob&lt;/b&gt;</p>");
        assertThat(read.subject()).isEqualTo("For Ann");
    }
}
