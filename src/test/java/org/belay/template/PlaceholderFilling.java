package org.belay.template;

import java.util.Map;
import org.belay.placeholder.Placeholder;
import org.springframework.web.util.HtmlUtils;

/** Fills the placeholders of a mail, as sending does. */
public final class PlaceholderFilling {
    private PlaceholderFilling() {}

    public static String html(String text, Map<String, String> person) {
        return Placeholder.fill(text, placeholder -> HtmlUtils.htmlEscape(placeholder.valueFrom(person), "UTF-8"));
    }

    public static String text(String text, Map<String, String> person) {
        return Placeholder.fill(text, placeholder -> placeholder.valueFrom(person));
    }
}
