package org.belay.template;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** HTML and plain text of one mail, with the marks of slots still in them. */
record MailText(String html, String text) {
    // Gmail clips HTML at this size and hides the rest behind a link
    private static final int LARGEST = 102 * 1024;

    static MailText of(Part part, String subject, String preview, MailBody body, Reading reading) {
        String written = HtmlWriter.write(body, MailWords.of(reading.language()));
        // refused by refuseIfTooLong; skip the remaining work for text that a template repeated
        if (written.length() > LARGEST) return new MailText(written, "");
        Palette palette = Palette.of(reading.values().letterhead().look());
        boolean rightToLeft = MailLayout.rightToLeft(reading.language());
        String styled =
                MailStyle.inline(MailButton.complete(BodyPolicy.sanitize(written), palette), palette, rightToLeft);
        return new MailText(
                MailLayout.html(part, subject, preview, styled, reading), TextWriter.write(body, part, reading));
    }

    void refuseIfTooLong(String file) {
        int size = html.getBytes(StandardCharsets.UTF_8).length;
        if (size <= LARGEST) return;
        throw new TemplateError(List.of(Problem.ofFile(
                file,
                "The mail becomes " + size / 1024 + " KB of HTML; mail programs cut it off at 102 KB.",
                "Say it in fewer words, and link to the rest.")));
    }
}
