package org.belay.template.render;

import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.belay.template.Letterhead;
import org.belay.template.TemplatePart;

/**
 * Puts a body into the mail layout: 600 px wide, tables for positioning, and a coloured band and label that show whether it is a notice,
 * reminder or correction.
 */
final class MailLayout {
    private static final Set<String> RIGHT_TO_LEFT = Set.of("ar", "dv", "fa", "he", "ps", "ur", "yi");
    private static final String MANILA = "#F0B63F";
    // paler than the band: still readable when a mail program inverts lightness in dark mode
    private static final String PALE_MANILA = "#F8D37A";
    private static final String FRAME_RESOURCE = "/org/belay/template/mail.ftlh";
    private static final Template FRAME = frame();

    private MailLayout() {}

    static String html(TemplatePart part, String subject, String preview, String body, ReaderValues reading) {
        LayoutTexts words = LayoutTexts.of(reading.language());
        boolean takesBack = part == TemplatePart.CORRECTION;
        Letterhead letterhead = reading.values().letterhead();
        String logo = letterhead.look().logo().map(URI::toString).orElse("");
        MailPalette palette = MailPalette.of(letterhead.look());
        var out = new StringWriter();
        try {
            FRAME.process(
                    Map.ofEntries(
                            Map.entry("language", reading.language()),
                            Map.entry("direction", rightToLeft(reading.language()) ? "rtl" : "ltr"),
                            Map.entry("subject", subject),
                            Map.entry("preview", preview),
                            Map.entry("band", takesBack ? MANILA : palette.accent()),
                            Map.entry("tag", words.label(part)),
                            Map.entry("tagClass", takesBack ? "tag" : "tag-mild"),
                            Map.entry("tagGround", takesBack ? PALE_MANILA : palette.accent()),
                            Map.entry("tagInk", takesBack ? "#221803" : "#FFFFFF"),
                            Map.entry("accent", palette.accent()),
                            Map.entry("accentInTheDark", palette.accentInTheDark()),
                            Map.entry("letterhead", logo.isEmpty() ? letterhead.senderLine() : letterhead.besideLogo()),
                            Map.entry("organisation", letterhead.organisation()),
                            Map.entry("logo", logo),
                            Map.entry("logoWidth", letterhead.look().logoWidth()),
                            Map.entry("body", body),
                            Map.entry("foot", words.footer(part))),
                    out);
        } catch (TemplateException | IOException e) {
            throw new IllegalStateException("The mail's frame cannot be rendered", e);
        }
        return out.toString().stripLeading();
    }

    static boolean rightToLeft(String language) {
        return RIGHT_TO_LEFT.contains(language.replaceAll("-.*", ""));
    }

    private static Template frame() {
        var freemarker = new Configuration(Configuration.VERSION_2_3_34);
        freemarker.setDefaultEncoding("UTF-8");
        try (var source =
                new InputStreamReader(MailLayout.class.getResourceAsStream(FRAME_RESOURCE), StandardCharsets.UTF_8)) {
            return new Template("mail.ftlh", source, freemarker);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
