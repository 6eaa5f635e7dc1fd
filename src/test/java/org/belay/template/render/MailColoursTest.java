package org.belay.template.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.belay.platform.Colour;
import org.belay.template.AuthoredValues;
import org.belay.template.CompiledPart;
import org.belay.template.MailDom;
import org.belay.template.ShippedMailings;
import org.belay.template.SmallTemplate;
import org.belay.template.TemplatePart;
import org.belay.template.TemplateVersion;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.Text;

/** Inline colours only, for mail programs that remove the style sheet. */
class MailColoursTest {
    private static final Pattern GROUND = Pattern.compile("background-color:(#[0-9A-F]{6})");
    private static final Pattern INK = Pattern.compile("(?<![-\\w])color:(#[0-9A-F]{6})");

    @ParameterizedTest
    @EnumSource(TemplatePart.class)
    void all_text_is_readable(TemplatePart part) {
        assertThat(unreadable(part, colour -> colour)).isEmpty();
    }

    /** Outlook for Windows and Gmail on an iPhone invert the lightness of every colour. */
    @ParameterizedTest
    @EnumSource(TemplatePart.class)
    void all_text_is_readable_when_a_program_inverts_colours(TemplatePart part) {
        assertThat(unreadable(part, MailColoursTest::turnedRound)).isEmpty();
    }

    private static List<String> unreadable(TemplatePart part, UnaryOperator<Colour> seen) {
        TemplateVersion template = SmallTemplate.template()
                .file(
                        part.fileStem() + ".md",
                        SmallTemplate.mail(
                                "Subject", """
                        # Heading
                        ::: summary
                        What: `code` and [a link](https://example.org)
                        :::
                        [Press](https://example.org){.button}
                        """ + (part == TemplatePart.CORRECTION ? "::: withdrawn\n:::" : "")))
                .read();
        AuthoredValues values = SmallTemplate.values();
        CompiledPart notice =
                TemplateCompiler.compile(template, TemplatePart.NOTICE, values, List.of(SmallTemplate.people(1)));
        AuthoredValues all = values.forCorrectionOf(notice, java.util.Optional.of(ShippedMailings.START))
                .withFields(java.util.Map.of("now_true", "x", "if_already_acted", "y"));
        String html = TemplateCompiler.compile(template, part, all, List.of(SmallTemplate.people(1)))
                .variant(1)
                .html();
        var wrong = new ArrayList<String>();
        Element body = MailDom.all(MailDom.parse(html), "body").get(0);
        look(body, Colour.WHITE, new Colour(0, 0, 0), seen, wrong);
        return wrong;
    }

    private static void look(
            Element element, Colour ground, Colour ink, UnaryOperator<Colour> seen, List<String> wrong) {
        String style = element.getAttribute("style");
        if (style.contains("display:none")) return;
        Colour under = found(GROUND, style, ground);
        Colour written = found(INK, style, ink);
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element inner) look(inner, under, written, seen, wrong);
            boolean words =
                    child instanceof Text text && text.getData().codePoints().anyMatch(Character::isLetterOrDigit);
            double contrast = seen.apply(written).contrast(seen.apply(under));
            if (words && contrast < Colour.READABLE)
                wrong.add(child.getTextContent().strip() + ": " + written + " on " + under + " " + contrast);
        }
    }

    private static Colour found(Pattern pattern, String style, Colour otherwise) {
        var found = pattern.matcher(style);
        return found.find() ? Colour.of(found.group(1)).orElseThrow() : otherwise;
    }

    /** The same hue and saturation, the lightness of HSL from the other end. */
    private static Colour turnedRound(Colour colour) {
        int most = Math.max(colour.red(), Math.max(colour.green(), colour.blue()));
        int least = Math.min(colour.red(), Math.min(colour.green(), colour.blue()));
        int shift = 255 - most - least;
        return new Colour(colour.red() + shift, colour.green() + shift, colour.blue() + shift);
    }
}
