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

    @Test
    void no_mail_keeps_anybody_out_or_scrolls_sideways() throws IOException {
        Assumptions.assumeTrue(Chromium.installed(), "Chromium and its driver are not installed");
        var wrong = new ArrayList<String>();
        Path mails = Files.createDirectories(Path.of("target", "mails"));
        try (var browser = new Chromium()) {
            for (Path folder : TemplateSource.folders(Shipped.FOLDER)) {
                TemplateVersion template = TemplateSource.read(folder);
                for (Part part : Part.values()) {
                    Variant mail = Shipped.compiled(template, part).variant(1);
                    Path file = mails.resolve(template.key() + "-" + part.fileStem() + "-" + mail.language() + ".html");
                    Files.writeString(file, Slots.withDefaults(mail.html()));
                    browser.open(file.toUri().toString());
                    for (int width : List.of(390, 700)) {
                        for (boolean dark : List.of(false, true)) {
                            browser.reads(width, dark);
                            String where = file.getFileName() + " " + width + (dark ? " dark" : " light");
                            if (browser.scrollsSideways()) wrong.add(where + " scrolls sideways");
                            browser.barriers().stream()
                                    .filter(one -> OF_PAGES.stream().noneMatch(one::startsWith))
                                    .forEach(one -> wrong.add(where + " " + one));
                            Files.write(
                                    Path.of(file.toString()
                                            .replace(".html", "-" + width + (dark ? "-dark.png" : ".png"))),
                                    browser.picture());
                        }
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }
}
