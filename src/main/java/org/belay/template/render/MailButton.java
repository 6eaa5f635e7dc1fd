package org.belay.template.render;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;

/**
 * {@code [Change the password](https://…){.button}}, alone in its paragraph. In plain text the address is printed below the label. In HTML it
 * is a link styled as a button; for Outlook's Word engine, which draws no background behind links, a VML shape with the same target.
 */
final class MailButton {
    private static final String NOTATION = "{.button}";
    // as written by HtmlWriter and passed by BodyPolicy; text cannot match, because its < is an entity
    private static final Pattern WRITTEN =
            Pattern.compile("<p class=\"button\"><a class=\"press\" href=\"([^\"]*)\">(.*?)</a></p>", Pattern.DOTALL);
    private static final String OPEN = "<table class=\"space\"><tr><td class=\"around\">";
    private static final String CLOSE = "</td></tr></table>";

    private MailButton() {}

    static Optional<Link> in(Paragraph paragraph) {
        Node first = paragraph.getFirstChild();
        boolean button = first instanceof Link
                && first.getNext() instanceof Text text
                && text.getLiteral().strip().equals(NOTATION)
                && text.getNext() == null;
        return button ? Optional.of((Link) first) : Optional.empty();
    }

    /** Adds the VML shapes to the buttons of a sanitized body. */
    static String addWordShapes(String html, MailPalette palette) {
        return WRITTEN.matcher(html).replaceAll(found -> Matcher.quoteReplacement(button(found, palette)));
    }

    private static String button(MatchResult found, MailPalette palette) {
        return OPEN + forWord(found.group(1), found.group(2).replaceAll("<[^<>]*+>", ""), palette.accent())
                + "<!--[if !mso]><!--><a class=\"press\" href=\"" + found.group(1) + "\">" + found.group(2)
                + "</a><!--<![endif]-->" + CLOSE;
    }

    /** VML needs a width: bold 16 px letters are about 9 px wide. */
    private static String forWord(String target, String label, String colour) {
        int letters = label.replaceAll("&[^;&]++;", "x").length();
        String shape = "<v:roundrect xmlns:v=\"urn:schemas-microsoft-com:vml\""
                + " xmlns:w=\"urn:schemas-microsoft-com:office:word\" href=\"" + target
                + "\" style=\"height:46px;width:" + (48 + letters * 9) + "px;v-text-anchor:middle;\" arcsize=\"15%\""
                + " stroke=\"f\" fillcolor=\"" + colour + "\"><w:anchorlock/>"
                + "<center style=\"color:#FFFFFF;font-family:Arial,sans-serif;font-size:16px;font-weight:bold;\">"
                + label + "</center></v:roundrect>";
        // two hyphens would end the comment for an XML parser
        return "<!--[if mso]>" + shape.replace("--", "-&#45;") + "<![endif]-->";
    }
}
