package org.belay.web.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.NoSuchMessageException;
import org.springframework.context.i18n.LocaleContextHolder;

class MessagesTest {
    private final Messages messages = PageTexts.english();

    @AfterEach
    void no_request() {
        LocaleContextHolder.resetLocaleContext();
    }

    @Test
    void numbers_and_plurals_follow_the_language() {
        assertThat(messages.text("format.people", 1)).isEqualTo("1 person");
        assertThat(messages.text("format.people", 2431)).isEqualTo("2,431 people");
        assertThat(messages.text("mailing.sent-to", 1003, 2431)).isEqualTo("Sent to 1,003 of 2,431 people.");

        LocaleContextHolder.setLocale(Locale.GERMANY);

        assertThat(messages.text("format.people", 1)).isEqualTo("1 Person");
        assertThat(messages.text("format.people", 2431)).isEqualTo("2.431 Personen");
    }

    @Test
    void a_text_that_the_second_language_lacks_is_in_english() {
        LocaleContextHolder.setLocale(Locale.GERMAN);

        assertThat(messages.text("layout.home")).isEqualTo("Übersicht");
        assertThat(messages.text("layout.mailings")).isEqualTo("Mailings");
    }

    @Test
    void a_language_without_a_file_gets_english_numbers_too() {
        LocaleContextHolder.setLocale(Locale.FRENCH);

        assertThat(messages.locale()).isEqualTo(Locale.UK);
        assertThat(messages.text("format.people", 2431)).isEqualTo("2,431 people");
    }

    @Test
    void arguments_of_html_are_escaped_and_its_own_elements_are_kept() {
        assertThat(messages.html("mailing.by", "<script>'&\"")).isEqualTo("By <b>&lt;script&gt;&#39;&amp;&quot;</b>");
        assertThat(messages.text("mailings.by", "<b>{0} 'o'")).isEqualTo("by <b>{0} 'o'");
    }

    @Test
    void an_unknown_key_is_an_error() {
        assertThatThrownBy(() -> messages.text("no.such-key")).isInstanceOf(NoSuchMessageException.class);
    }
}
