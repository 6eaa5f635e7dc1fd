package org.belay.mailing.check.text;

import java.util.List;
import org.belay.template.MailVariant;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/** The visible words of a mail's HTML part, in reading order. Table captions and the preview line are not visible. */
public final class ReadableWords {
    private static final String INVISIBLE = "caption, [hidden]";
    private static final String PREVIEW = "div.preview";

    private ReadableWords() {}

    /** All visible words, with single spaces. */
    public static String of(MailVariant mail) {
        return visible(mail).text();
    }

    /**
     * The visible words by block: each heading, paragraph, list item and table cell is one block. Inline elements do not split a block. The
     * mail has text in its innermost blocks only.
     */
    public static List<String> blocks(MailVariant mail) {
        return visible(mail).getAllElements().stream()
                .filter(element ->
                        element.isBlock() && element.children().stream().noneMatch(Element::isBlock))
                .map(Element::text)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /** The first heading, or the first sentence of the first paragraph that is no greeting: readers and summaries start with it. Empty if there is none. */
    public static String opening(MailVariant mail) {
        for (Element block : visible(mail).select("h1, h2, h3, h4, h5, h6, p")) {
            String text = block.text();
            boolean heading = block.normalName().startsWith("h");
            if (heading || !text.endsWith(",") && !text.endsWith(":")) return heading ? text : sentence(text);
        }
        return "";
    }

    /** The preview line that mail programs show next to the subject; empty if there is none. */
    public static String preheader(MailVariant mail) {
        return Jsoup.parse(mail.html()).select(PREVIEW).text();
    }

    private static String sentence(String text) {
        return MarkdownText.sentences(text).stream().findFirst().orElse(text);
    }

    private static Element visible(MailVariant mail) {
        Element body = Jsoup.parse(mail.html()).body();
        body.select(INVISIBLE).remove();
        return body;
    }
}
