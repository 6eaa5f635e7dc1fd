package org.belay.template.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.belay.template.MailDom;
import org.belay.template.MailVariant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.Text;

/** What HTML allows where, as far as mails use it; beside that, only what Outlook's Word engine needs. */
class MailHtmlTest {
    private static final Set<String> WORDS = Set.of("strong", "em", "s", "bdi", "a", "code", "br", "img");
    private static final Set<String> BLOCKS =
            Set.of("h1", "h2", "h3", "p", "ul", "ol", "blockquote", "hr", "pre", "table", "div");
    private static final Map<String, Set<String>> ATTRIBUTES = Map.ofEntries(
            Map.entry("html", Set.of("lang", "dir")),
            Map.entry("meta", Set.of("charset", "name", "content")),
            Map.entry(
                    "div",
                    Set.of("class", "hidden", "style", "role", "aria-roledescription", "aria-label", "lang", "dir")),
            Map.entry(
                    "table",
                    Set.of("class", "style", "role", "width", "cellpadding", "cellspacing", "border", "align")),
            Map.entry("th", Set.of("class", "style", "scope", "align", "valign", "width")),
            Map.entry("td", Set.of("class", "style", "align", "valign", "height", "bgcolor")),
            Map.entry("a", Set.of("class", "style", "href")),
            Map.entry("img", Set.of("class", "style", "src", "width", "alt")),
            Map.entry("ol", Set.of("class", "style", "start")));

    @ParameterizedTest
    @MethodSource("org.belay.template.render.RenderedMailTest#shipped")
    void every_element_is_where_html_allows_it(MailVariant variant) {
        var wrong = new ArrayList<String>();
        look(MailDom.parse(variant.html()).getDocumentElement(), wrong);
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("org.belay.template.render.RenderedMailTest#shipped")
    void every_conditional_comment_is_closed(MailVariant variant) {
        assertThat(variant.html().split("<!\\[endif]", -1))
                .hasSameSizeAs(variant.html().split("<!--\\[if ", -1));
    }

    private static void look(Element element, List<String> wrong) {
        Set<String> attributes = ATTRIBUTES.getOrDefault(element.getTagName(), Set.of("class", "style"));
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            String name = element.getAttributes().item(i).getNodeName();
            if (!attributes.contains(name)) wrong.add(element.getTagName() + " has " + name);
        }
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Text text && !text.getData().isBlank() && !holdsText(element.getTagName()))
                wrong.add("words straight in " + element.getTagName() + ": "
                        + text.getData().strip());
            if (!(child instanceof Element inner)) continue;
            if (!allowed(element.getTagName(), inner.getTagName()))
                wrong.add(inner.getTagName() + " in " + element.getTagName());
            look(inner, wrong);
        }
    }

    private static boolean holdsText(String name) {
        return !Set.of("html", "head", "body", "table", "tr", "ul", "ol", "blockquote")
                .contains(name);
    }

    private static boolean allowed(String parent, String child) {
        return switch (parent) {
            case "html" -> Set.of("head", "body").contains(child);
            case "head" -> Set.of("meta", "title", "style").contains(child);
            case "table" -> Set.of("caption", "tr").contains(child);
            case "tr" -> Set.of("th", "td").contains(child);
            case "ul", "ol" -> child.equals("li");
            case "body", "div", "blockquote" -> BLOCKS.contains(child);
            case "td", "li" -> BLOCKS.contains(child) || WORDS.contains(child);
            case "a" -> WORDS.contains(child) && !child.equals("a");
            default -> WORDS.contains(child);
        };
    }
}
