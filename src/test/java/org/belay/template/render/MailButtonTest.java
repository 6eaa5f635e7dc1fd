package org.belay.template.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.belay.platform.Colour;
import org.belay.platform.Settings;
import org.belay.template.AuthoredValues;
import org.belay.template.Letterhead;
import org.belay.template.MailDom;
import org.belay.template.MailVariant;
import org.belay.template.SmallTemplate;
import org.belay.template.TemplatePart;
import org.belay.template.TemplateVersion;
import org.junit.jupiter.api.Test;

class MailButtonTest {

    @Test
    void a_button_is_a_link_that_outlook_draws_as_a_shape() {
        MailVariant mail =
                SmallTemplate.mailed("[Change it -- now](${page}){.button}", "page", "https://example.org/a?b=1&c=--");

        assertThat(MailDom.all(MailDom.parse(mail.html()), "a")).singleElement().satisfies(link -> {
            assertThat(link.getAttribute("href")).isEqualTo("https://example.org/a?b=1&c=--");
            assertThat(link.getAttribute("class")).isEqualTo("btn");
            assertThat(link.getTextContent()).isEqualTo("Change it -- now");
        });
        assertThat(mail.html())
                .contains("<v:roundrect ", "fillcolor=\"#0B5590\"", "<w:anchorlock/>")
                .doesNotContain("{.button}");
    }

    @Test
    void in_plain_text_the_address_is_alone_on_its_line() {
        assertThat(SmallTemplate.mailed("[Change it](https://example.org/p){.button}\n\nAfter.")
                        .text())
                .startsWith("Change it:\nhttps://example.org/p\n\nAfter.");
    }

    @Test
    void a_button_leads_nowhere_harmful() {
        MailVariant mail = SmallTemplate.mailed("${steps}", "steps", "[Press](javascript:alert(1)){.button}");
        assertThat(mail.html())
                .doesNotContain("href=\"javascript")
                .doesNotContain("roundrect")
                .contains("[Press](javascript:alert(1)){.button}");
    }

    @Test
    void within_a_sentence_it_stays_a_link_and_the_mark_is_seen() {
        assertThat(SmallTemplate.mailed("Go [here](https://example.org){.button} now.")
                        .text())
                .startsWith("Go here (https://example.org){.button} now.");
    }

    @Test
    void a_mail_has_the_organisations_colour_and_logo() {
        var look = new Settings.MailBranding(
                new Colour(0x7A, 0x1F, 0x5C), Optional.of(URI.create("https://example.org/logo.png")), 96);
        AuthoredValues plain = SmallTemplate.values();
        var values = new AuthoredValues(
                "en",
                plain.texts(),
                plain.translations(),
                plain.zone(),
                new Letterhead("Tessamar", "IT", look),
                plain.withdrawn());
        TemplateVersion template = SmallTemplate.template()
                .notice("# Go\n\n[Press](https://example.org){.button}")
                .read();

        String html = TemplateCompiler.compile(template, TemplatePart.NOTICE, values, List.of(SmallTemplate.people(1)))
                .variant(1)
                .html();

        assertThat(html)
                .contains("background-color:#7A1F5C", "fillcolor=\"#7A1F5C\"")
                .doesNotContain("#0B5590");
        assertThat(MailDom.all(MailDom.parse(html), "img")).singleElement().satisfies(logo -> {
            assertThat(logo.getAttribute("alt")).isEqualTo("Tessamar");
            assertThat(logo.getAttribute("width")).isEqualTo("96");
        });
    }
}
