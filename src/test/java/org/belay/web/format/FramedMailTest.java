package org.belay.web.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.belay.web.format.FramedMail.Scheme;
import org.junit.jupiter.api.Test;

class FramedMailTest {
    private static final String MAIL = """
            <meta name="color-scheme" content="light dark">
            <style>@media (prefers-color-scheme: dark) and (max-width: 480px) { td { color: white } }</style>""";

    @Test
    void a_mail_is_shown_in_the_colours_asked_for_whatever_the_page_around_it_has() {
        assertThat(FramedMail.withScheme(MAIL, Scheme.DARK)).contains("@media (min-width: 0) and", "only dark");
        assertThat(FramedMail.withScheme(MAIL, Scheme.LIGHT)).contains("@media (max-width: 0) and", "only light");
    }

    @Test
    void it_may_do_nothing_but_style_itself() {
        var headers = FramedMail.of(MAIL, Scheme.LIGHT).getHeaders();

        assertThat(headers.getFirst("Content-Security-Policy"))
                .startsWith("default-src 'none'")
                .endsWith("sandbox");
    }
}
