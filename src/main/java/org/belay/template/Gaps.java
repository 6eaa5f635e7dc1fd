package org.belay.template;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stand-ins for everything that a template prints, while FreeMarker and Markdown work on the words around it: U+E003
 * <i>number</i> U+E004. Neither can read them, so no value can be markup, and none needs escaping before its time.
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

    /** How many characters everything together has that was printed. */
    int size() {
        return size;
    }

    Content content(String mark) {
        return contents.get(Integer.parseInt(mark.substring(1, mark.length() - 1)));
    }

    /** Whether a person's own value is among what the text's marks stand for. */
    boolean holdsOwn(String text) {
        return MARK.matcher(text)
                .results()
                .map(found -> content(found.group()))
                .anyMatch(content -> content instanceof Content.Slot || content instanceof Content.Own);
    }

    /** The text with every mark replaced by what it holds, as plain words; a slot by its notation. */
    String plain(String text) {
        return MARK.matcher(text)
                .replaceAll(
                        found -> Matcher.quoteReplacement(content(found.group()).plain()));
    }

    /** The text with only the marks of slots left. */
    String words(String text) {
        return MARK.matcher(text).replaceAll(found -> {
            Content content = content(found.group());
            return Matcher.quoteReplacement(content instanceof Content.Slot ? found.group() : content.plain());
        });
    }
}
