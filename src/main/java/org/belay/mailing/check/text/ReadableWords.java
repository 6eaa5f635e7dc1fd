package org.belay.mailing.check.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.belay.template.MailVariant;

/** The visible words of a mail's HTML part, in reading order. */
public final class ReadableWords {
    private static final Pattern ENTITY =
            Pattern.compile("&(?:#(\\d{1,7})|#x([0-9A-Fa-f]{1,6})|(amp|lt|gt|quot|apos|nbsp));");

    private static final Pattern OPENING = Pattern.compile("<(h[1-6]|p)[ >]");
    private static final Set<String> INLINE_TAGS = Set.of("a", "b", "strong", "em", "i", "s", "code", "span", "br");

    private ReadableWords() {}

    /** All visible words, with single spaces. */
    public static String of(MailVariant mail) {
        return ENTITY.matcher(words(mail.html()))
                .replaceAll(ReadableWords::character)
                .replaceAll("\\s+", " ");
    }

    /**
     * The visible words by block: each heading, paragraph, list item and table cell is one block. Inline tags do not split a block.
     */
    public static List<String> blocks(MailVariant mail) {
        String html = mail.html();
        var blocks = new ArrayList<String>();
        var block = new StringBuilder();
        int at = 0;
        for (int tag = html.indexOf('<'); tag >= 0; tag = html.indexOf('<', at)) {
            block.append(html, at, tag);
            String end = end(html, tag);
            int found = html.indexOf(end, tag);
            if (found < 0) break;
            at = found + end.length();
            if (!INLINE_TAGS.contains(name(html, tag))) {
                blocks.add(block.toString());
                block.setLength(0);
            }
        }
        blocks.add(block.append(html.substring(at)).toString());
        return blocks.stream()
                .map(ReadableWords::readable)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /** The first heading, or the first sentence of the first paragraph that is no greeting: readers and summaries start with it. Empty if there is none. */
    public static String opening(MailVariant mail) {
        String html = mail.html();
        Matcher first = OPENING.matcher(html);
        int from = Math.max(0, html.indexOf("</head>"));
        while (first.find(from)) {
            int begin = html.indexOf('>', first.start());
            int end = begin < 0 ? -1 : html.indexOf("</" + first.group(1) + ">", begin);
            if (end < 0) return "";
            String text = readable(words(html.substring(begin + 1, end)));
            boolean heading = first.group(1).startsWith("h");
            if (heading || !text.endsWith(",") && !text.endsWith(":")) return heading ? text : sentence(text);
            from = end;
        }
        return "";
    }

    /** The preview line that mail programs show next to the subject; empty if there is none. */
    public static String preheader(MailVariant mail) {
        int begin = mail.html().indexOf("<div class=\"preview\"");
        int text = begin < 0 ? -1 : mail.html().indexOf('>', begin);
        int end = text < 0 ? -1 : mail.html().indexOf("</div>", text);
        return end < 0 ? "" : readable(mail.html().substring(text + 1, end));
    }

    private static String sentence(String text) {
        return MarkdownText.sentences(text).stream().findFirst().orElse(text);
    }

    private static String readable(String text) {
        return ENTITY.matcher(text)
                .replaceAll(ReadableWords::character)
                .replace('\u00a0', ' ')
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static String name(String html, int tag) {
        int from = html.startsWith("</", tag) ? tag + 2 : tag + 1;
        int to = from;
        while (to < html.length() && Character.isLetterOrDigit(html.charAt(to))) to++;
        return html.substring(from, to);
    }

    /** The text without tags, head, comments, table captions and hidden parts such as the preview line. */
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

    /** The text after which visible words continue: the end of the tag, or of its invisible element. */
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
