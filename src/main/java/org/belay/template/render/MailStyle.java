package org.belay.template.render;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jsoup.select.Evaluator;
import org.jsoup.select.Selector;
import org.springframework.core.io.ClassPathResource;

/** Writes the styles of {@code mail-body.css} into the elements of a body, because many mail programs ignore style sheets. */
final class MailStyle {
    private static final String SHEET = sheet();
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern FOUR_SIDES =
            Pattern.compile("((?:padding|Margin): [^;\\s]+) ([^;\\s]+) ([^;\\s]+) ([^;\\s]+);");
    private static final String ATTRIBUTE = "-attribute-";
    private static final String ACCENT = "var(--accent)";
    private static final List<StyleRule> LEFT_TO_RIGHT = rules(SHEET);
    private static final List<StyleRule> RIGHT_TO_LEFT = rules(mirrored(SHEET));

    private record StyleRule(Evaluator selector, Map<String, String> declarations) {}

    private MailStyle() {}

    /** Replaces the classes of a body, which is well-formed XML. */
    static String inline(String html, MailPalette palette, boolean rightToLeft) {
        Document body = Jsoup.parse(html, Parser.xmlParser());
        body.outputSettings().prettyPrint(false);
        Map<Element, Map<String, String>> styles = new LinkedHashMap<>();
        for (StyleRule rule : rightToLeft ? RIGHT_TO_LEFT : LEFT_TO_RIGHT) {
            body.select(rule.selector())
                    .forEach(element -> styles.computeIfAbsent(element, none -> new LinkedHashMap<>())
                            .putAll(rule.declarations()));
        }
        styles.forEach((element, declarations) -> write(element.removeAttr("class"), declarations, palette.accent()));
        return body.html();
    }

    private static void write(Element element, Map<String, String> declarations, String accent) {
        var style = new StringBuilder();
        declarations.forEach((name, value) -> {
            if (name.startsWith(ATTRIBUTE)) element.attr(name.substring(ATTRIBUTE.length()), value);
            else
                style.append(name)
                        .append(':')
                        .append(value.replace(ACCENT, accent))
                        .append(';');
        });
        if (!style.isEmpty()) element.attr("style", style.toString());
    }

    private static String mirrored(String sheet) {
        return FOUR_SIDES
                .matcher(sheet)
                .replaceAll("$1 $4 $3 $2;")
                .replace("border-left", "border-right")
                .replace(ATTRIBUTE + "align: left", ATTRIBUTE + "align: right");
    }

    private static List<StyleRule> rules(String sheet) {
        return Stream.of(COMMENT.matcher(sheet).replaceAll("").split("}"))
                .map(String::strip)
                .filter(rule -> !rule.isEmpty())
                .map(rule -> rule.split("\\{", 2))
                .map(rule -> new StyleRule(Selector.evaluatorOf(rule[0].strip()), declarations(rule[1])))
                .toList();
    }

    private static Map<String, String> declarations(String block) {
        var declarations = new LinkedHashMap<String, String>();
        for (String declaration : block.strip().split(";")) {
            String[] parts = declaration.split(":", 2);
            declarations.put(parts[0].strip(), parts[1].strip());
        }
        return declarations;
    }

    private static String sheet() {
        try {
            return new ClassPathResource("/org/belay/template/mail-body.css", MailStyle.class)
                    .getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
