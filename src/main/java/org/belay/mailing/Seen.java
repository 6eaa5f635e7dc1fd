package org.belay.mailing;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.belay.template.Variant;

/** A mail's words in the order in which they are read, as somebody reads them of whom nothing is known. */
final class Seen {
    // the head, comments for one mail program, and the line that only a mailbox shows beside the subject
    private static final Pattern UNSEEN = Pattern.compile(
            "<head\\b.*?</head>|<!--.*?-->|<div[^>]*\\bhidden\\b[^>]*>.*?</div>|<caption\\b.*?</caption>",
            Pattern.DOTALL);
    private static final Pattern ENTITY =
            Pattern.compile("&(?:#(\\d{1,7})|#x([0-9A-Fa-f]{1,6})|(amp|lt|gt|quot|apos|nbsp));");

    private Seen() {}

    static String of(Variant mail) {
        String words = UNSEEN.matcher(mail.html()).replaceAll(" ").replaceAll("<[^>]*>", " ");
        return DraftCheck.plain(ENTITY.matcher(words).replaceAll(Seen::character))
                .replaceAll("\\s+", " ");
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
