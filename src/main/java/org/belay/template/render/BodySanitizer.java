package org.belay.template.render;

import java.util.regex.Pattern;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/** Sanitizes the HTML of a mail body: a second line of defence, in case {@link MailHtmlWriter} lets markup of a value through. */
final class BodySanitizer {
    private static final PolicyFactory POLICY = new HtmlPolicyBuilder()
            .allowElements(
                    "h1",
                    "h2",
                    "h3",
                    "p",
                    "ul",
                    "ol",
                    "li",
                    "blockquote",
                    "hr",
                    "br",
                    "pre",
                    "code",
                    "strong",
                    "em",
                    "s",
                    "bdi",
                    "a",
                    "table",
                    "caption",
                    "tr",
                    "th",
                    "td")
            .allowAttributes("class")
            .matching(Pattern.compile("[a-z0-9-]{1,20}"))
            .globally()
            .allowAttributes("scope")
            .matching(Pattern.compile("row"))
            .onElements("th")
            .allowAttributes("start")
            .matching(Pattern.compile("[0-9]{1,9}"))
            .onElements("ol")
            .allowUrlProtocols("https", "http", "mailto")
            .allowAttributes("href")
            // mail programs resolve an address without a scheme in different ways
            .matching(Pattern.compile("(?i)(?:https?://|mailto:).*", Pattern.DOTALL))
            .onElements("a")
            .toFactory();

    private BodySanitizer() {}

    static String sanitize(String html) {
        return POLICY.sanitize(html);
    }
}
