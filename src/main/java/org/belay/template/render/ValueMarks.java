package org.belay.template.render;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.belay.template.language.PrintedValue;

/**
 * The printed values of one mail, and marks in their place while FreeMarker and Markdown process the text around them:
 * {@code U+E003 number U+E004}. Neither interprets a mark, so no value can become markup, and values are escaped only when the mail is
 * written.
 */
final class ValueMarks {
    static final Pattern MARK = Pattern.compile("\uE003(\\d+)\uE004");
    private final List<PrintedValue> contents = new ArrayList<>();
    private int size;

    String add(PrintedValue content) {
        size += content.plainText().length();
        contents.add(content);
        return "\uE003" + (contents.size() - 1) + "\uE004";
    }

    /** Total number of characters printed so far. */
    int size() {
        return size;
    }

    PrintedValue valueOf(String mark) {
        return contents.get(Integer.parseInt(mark.substring(1, mark.length() - 1)));
    }

    /** Whether a mark in the text is a placeholder for a value of the person. */
    boolean containsPersonValue(String text) {
        return MARK.matcher(text)
                .results()
                .map(found -> valueOf(found.group()))
                .anyMatch(content -> content instanceof PrintedValue.PersonPlaceholder
                        || content instanceof PrintedValue.PersonText);
    }

    /** The text with every mark replaced by its plain text; a placeholder is written in its notation. */
    String asPlainText(String text) {
        return MARK.matcher(text)
                .replaceAll(
                        found -> Matcher.quoteReplacement(valueOf(found.group()).plainText()));
    }

    /** The text with every mark replaced except those of placeholders. */
    String withPlaceholdersOnly(String text) {
        return MARK.matcher(text).replaceAll(found -> {
            PrintedValue content = valueOf(found.group());
            return Matcher.quoteReplacement(
                    content instanceof PrintedValue.PersonPlaceholder ? found.group() : content.plainText());
        });
    }
}
