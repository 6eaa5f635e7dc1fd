package org.belay.template.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.belay.placeholder.Placeholder;
import org.belay.template.MailVariant;
import org.belay.template.ShippedMailings;
import org.belay.template.SmallTemplate;
import org.belay.template.TemplatePart;
import org.belay.template.TemplateVersion;
import org.belay.template.files.TemplateFolder;
import org.belay.template.files.TemplateReader;
import org.belay.testsupport.browser.ChromiumBrowser;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Mails as a browser shows them: on a phone and on a desk, in light and in dark colours. */
class MailBrowserIT {
    // Rules about pages with menus; a mail is one article in a page of the mail program's.
    private static final List<String> OF_PAGES = List.of("landmark-one-main", "region");

    private final List<String> wrong = new ArrayList<>();

    /** Writes screenshots to target/mails for visual inspection. */
    @Test
    void every_mail_is_accessible_and_never_scrolls_sideways() throws IOException {
        Assumptions.assumeTrue(ChromiumBrowser.installed(), "Chromium and its driver are not installed");
        try (var browser = new ChromiumBrowser()) {
            for (Path folder : TemplateFolder.folders(ShippedMailings.FOLDER)) {
                TemplateVersion template = TemplateReader.read(folder);
                look(browser, template, TemplatePart.NOTICE, 390, false);
                look(browser, template, TemplatePart.CORRECTION, 700, true);
            }
            // the layout is the same for all; this one has something of everything
            TemplateVersion longest = ShippedMailings.template("mfa-enrolment");
            for (TemplatePart part : TemplatePart.values()) {
                look(browser, longest, part, 390, true);
                look(browser, longest, part, 700, false);
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** Long paths and intranet addresses have no break opportunity. */
    @Test
    void a_very_long_word_breaks_everywhere() throws IOException {
        Assumptions.assumeTrue(ChromiumBrowser.installed(), "Chromium and its driver are not installed");
        String endless = "https://intranet.example.org/" + "sites_documents".repeat(20);
        String body = """
                # ${app}

                ${steps}

                ## %1$s

                ::: summary
                Where: ${app}
                %2$s: ${app}
                :::

                > %1$s

                1. %1$s
                2. `%1$s`

                [%1$s](${page}){.button}

                    %1$s
                """.formatted(endless, "question".repeat(40));
        MailVariant mail = SmallTemplate.mailed(
                body, "app", endless, "steps", endless + "\n\n- **" + endless + "**\n- x", "page", endless);
        try (var browser = new ChromiumBrowser()) {
            Path mails = Files.createDirectories(Path.of("target", "mails"));
            browser.open(Files.writeString(mails.resolve("endless.html"), mail.html())
                    .toUri()
                    .toString());
            look(browser, mails.resolve("endless-390.png"), 390, false);
            look(browser, mails.resolve("endless-700.png"), 700, false);
        }
        assertThat(wrong).filteredOn(one -> one.contains("sideways")).isEmpty();
    }

    private void look(ChromiumBrowser browser, TemplateVersion template, TemplatePart part, int width, boolean dark)
            throws IOException {
        Path mails = Files.createDirectories(Path.of("target", "mails"));
        for (MailVariant mail : ShippedMailings.compiled(template, part).variants()) {
            if (mail.number() > 1 && !template.key().equals("mfa-enrolment")) continue;
            String name = template.key() + "-" + part.fileStem() + "-" + mail.language();
            Path file = Files.writeString(mails.resolve(name + ".html"), Placeholder.withDefaults(mail.html()));
            browser.open(file.toUri().toString());
            look(browser, mails.resolve(name + "-" + width + (dark ? "-dark" : "") + ".png"), width, dark);
        }
    }

    private void look(ChromiumBrowser browser, Path picture, int width, boolean dark) throws IOException {
        browser.setScreen(width, dark);
        if (browser.scrollsSideways()) wrong.add(picture.getFileName() + " scrolls sideways");
        browser.barriers().stream()
                .filter(one -> OF_PAGES.stream().noneMatch(one::startsWith))
                .forEach(one -> wrong.add(picture.getFileName() + " " + one));
        Files.write(picture, browser.picture());
    }
}
