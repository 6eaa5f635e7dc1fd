package org.belay.mailing;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.belay.template.Variant;

/** A mail's words in the order in which they are read, as somebody reads them of whom nothing is known. */
final class Seen {
    private static final Pattern ENTITY =
            Pattern.compile("&(?:#(\\d{1,7})|#x([0-9A-Fa-f]{1,6})|(amp|lt|gt|quot|apos|nbsp));");

    private Seen() {}

    static String of(Variant mail) {
        return ENTITY.matcher(words(mail.html())).replaceAll(Seen::character).replaceAll("\\s+", " ");
    }

    /** Without tags, and without the head, comments for one mail program, and the line that only a mailbox shows beside the subject. */
    private static String words(String html) {
        var words = new StringBuilder();
        int at = 0;
        for (int tag = html.indexOf('<'); tag >= 0; tag = html.indexOf('<', at)) {
            words.append(html, at, tag).append(' ');
            String end = end(html, tag);
            int found = html.indexOf(end, tag);
            if (found < 0) return words.toString();
            at = found + end.length();
        }
        return words.append(html.substring(at)).toString();
    }

    /** Behind what a tag's text is read again. */
    private static String end(String html, int tag) {
        if (html.startsWith("<!--", tag)) return "-->";
        if (html.startsWith("<head>", tag) || html.startsWith("<head ", tag)) return "</head>";
        if (html.startsWith("<caption", tag)) return "</caption>";
        int close = html.indexOf('>', tag);
        boolean hidden = html.startsWith("<div", tag)
                && close > 0
                && html.substring(tag, close).matches("<div.*\\bhidden\\b.*");
        return hidden ? "</div>" : ">";
    }

    private static String character(MatchResult entity) {
        if (entity.group(1) != null) return character(Integer.parseInt(entity.group(1)));
        if (entity.group(2) != null) return character(Integer.parseInt(entity.group(2), 16));
        return switch (entity.group(3)) {
            case "amp" -> "&";
            case "lt" -> "<";
            case "gt" -> ">";
            case "quot" -> "\"";
            case "apos" -> "'";
            default -> " ";
        };
    }

    private static String character(int c) {
        return Character.isValidCodePoint(c) ? Matcher.quoteReplacement(Character.toString(c)) : " ";
    }
}
