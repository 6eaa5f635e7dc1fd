package org.belay.template.render;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.belay.template.TemplateError;
import org.belay.template.TemplatePart;
import org.belay.template.TemplateProblem;

/** HTML and plain text of one mail, with the marks of placeholders still in them. */
record RenderedMail(String html, String text) {
    // Gmail clips HTML at this size and hides the rest behind a link
    private static final int LARGEST = 102 * 1024;

    static RenderedMail render(TemplatePart part, String subject, String preview, MailBody body, ReaderValues reading) {
        String written = MailHtmlWriter.write(body, LayoutTexts.of(reading.language()));
        // refused by refuseIfTooLong; skip the remaining work for text that a template repeated
        if (written.length() > LARGEST) return new RenderedMail(written, "");
        MailPalette palette = MailPalette.of(reading.values().letterhead().look());
        boolean rightToLeft = MailLayout.rightToLeft(reading.language());
        String styled = MailStyle.inline(
                MailButton.addWordShapes(BodySanitizer.sanitize(written), palette), palette, rightToLeft);
        return new RenderedMail(
                MailLayout.html(part, subject, preview, styled, reading), MailTextWriter.write(body, part, reading));
    }

    void refuseIfTooLong(String file) {
        int size = html.getBytes(StandardCharsets.UTF_8).length;
        if (size <= LARGEST) return;
        throw new TemplateError(List.of(TemplateProblem.ofFile(
                file,
                "The mail becomes " + size / 1024 + " KB of HTML; mail programs cut it off at 102 KB.",
                "Say it in fewer words, and link to the rest.")));
    }
}
