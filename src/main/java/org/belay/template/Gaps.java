package org.belay.template;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Marks that stand for printed values while FreeMarker and Markdown process the text around them: U+E003 <i>number</i> U+E004. Neither
 * interprets a mark, so no value can become markup, and values are escaped only when the mail is written.
 */
final class Gaps {
    static final Pattern MARK = Pattern.compile("\uE003(\\d+)\uE004");
    private final List<Content> contents = new ArrayList<>();
    private int size;

    String mark(Content content) {
        size += content.plain().length();
        contents.add(content);
        return "\uE003" + (contents.size() - 1) + "\uE004";
    }

    /** Total number of characters printed so far. */
    int size() {
        return size;
    }

    Content content(String mark) {
        return contents.get(Integer.parseInt(mark.substring(1, mark.length() - 1)));
    }

    /** Whether a mark in the text stands for a value of the person. */
    boolean holdsOwn(String text) {
        return MARK.matcher(text)
                .results()
                .map(found -> content(found.group()))
                .anyMatch(content -> content instanceof Content.Slot || content instanceof Content.Own);
    }

    /** The text with every mark replaced by its plain text; a slot is written in its notation. */
    String plain(String text) {
        return MARK.matcher(text)
                .replaceAll(
                        found -> Matcher.quoteReplacement(content(found.group()).plain()));
    }

    /** The text with every mark replaced except those of slots. */
    String words(String text) {
        return MARK.matcher(text).replaceAll(found -> {
            Content content = content(found.group());
            return Matcher.quoteReplacement(content instanceof Content.Slot ? found.group() : content.plain());
        });
    }
}
