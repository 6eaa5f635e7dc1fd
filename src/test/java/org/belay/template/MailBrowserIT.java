package org.belay.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.belay.testsupport.Chromium;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Mails as a browser shows them: on a phone and on a desk, in light and in dark colours. */
class MailBrowserIT {
    // Rules about pages with menus; a mail is one article in a page of the mail program's.
    private static final List<String> OF_PAGES = List.of("landmark-one-main", "region");

    private final List<String> wrong = new ArrayList<>();

    /** Leaves pictures for looking at beside the mails in target/mails. */
    @Test
    void no_mail_keeps_anybody_out_or_scrolls_sideways() throws IOException {
        Assumptions.assumeTrue(Chromium.installed(), "Chromium and its driver are not installed");
        try (var browser = new Chromium()) {
            for (Path folder : TemplateFolder.folders(Shipped.FOLDER)) {
                TemplateVersion template = TemplateSource.read(folder);
                look(browser, template, Part.NOTICE, 390, false);
                look(browser, template, Part.CORRECTION, 700, true);
            }
            // the layout is the same for all; this one has something of everything
            TemplateVersion longest = Shipped.template("mfa-enrolment");
            for (Part part : Part.values()) {
                look(browser, longest, part, 390, true);
                look(browser, longest, part, 700, false);
            }
        }
        assertThat(wrong).isEmpty();
    }

    private void look(Chromium browser, TemplateVersion template, Part part, int width, boolean dark)
            throws IOException {
        Path mails = Files.createDirectories(Path.of("target", "mails"));
        for (Variant mail : Shipped.compiled(template, part).variants()) {
            if (mail.number() > 1 && !template.key().equals("mfa-enrolment")) continue;
            String name = template.key() + "-" + part.fileStem() + "-" + mail.language();
            Path file = Files.writeString(mails.resolve(name + ".html"), Slots.withDefaults(mail.html()));
            browser.open(file.toUri().toString());
            look(browser, mails.resolve(name + "-" + width + (dark ? "-dark" : "") + ".png"), width, dark);
        }
    }

    private void look(Chromium browser, Path picture, int width, boolean dark) throws IOException {
        browser.reads(width, dark);
        if (browser.scrollsSideways()) wrong.add(picture.getFileName() + " scrolls sideways");
        browser.barriers().stream()
                .filter(one -> OF_PAGES.stream().noneMatch(one::startsWith))
                .forEach(one -> wrong.add(picture.getFileName() + " " + one));
        Files.write(picture, browser.picture());
    }
}
