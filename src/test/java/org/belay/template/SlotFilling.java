package org.belay.template;

import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills the slots of a mail, as sending does. */
public final class SlotFilling {
    private static final Pattern SLOT = Pattern.compile("\uE000([^\uE001\uE002]+)(?:\uE002([^\uE001]*))?\uE001");

    private SlotFilling() {}

    public static String html(String text, Map<String, String> person) {
        return fill(text, person, SlotFilling::escaped);
    }

    public static String text(String text, Map<String, String> person) {
        return fill(text, person, value -> value);
    }

    private static String fill(String text, Map<String, String> person, UnaryOperator<String> escape) {
        return SLOT.matcher(text).replaceAll(slot -> {
            String own = person.getOrDefault(slot.group(1), "");
            String otherwise = slot.group(2) == null ? "" : slot.group(2);
            return Matcher.quoteReplacement(escape.apply(own.isBlank() ? otherwise : own));
        });
    }

    private static String escaped(String value) {
        return value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
