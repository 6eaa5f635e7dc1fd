package org.belay.template.render;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces the classes of a body by inline styles, because many mail programs ignore style sheets, and by the classes that the layout's style
 * sheet uses for dark mode and narrow screens.
 */
final class MailStyle {
    // the sanitizer writes quotes in text as entities, so that this matches attributes only
    private static final Pattern CLASS = Pattern.compile(" class=\"([a-z0-9-]+)\"");
    private static final Pattern FOUR_SIDES = Pattern.compile("((?:padding|Margin):\\S+) (\\S+) (\\S+) ([^;\\s]+);");
    private static final String ACCENT = "{accent}";
    private static final String SANS = "font-family:-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;";
    private static final String INK = "color:#1B2733;";
    private static final String DIM = "color:#4A5866;";
    /** Breaks long addresses instead of widening the mail; the second property is for older mail programs. */
    private static final String BREAKS = "overflow-wrap:anywhere;word-break:break-word;";

    private static final String BODY = BREAKS + SANS + "font-size:16px;line-height:25px;" + INK;
    private static final String CELL = BREAKS + SANS + "font-size:16px;line-height:23px;" + INK;
    private static final String RULE = "border-bottom:1px solid #D9E0E6;";
    private static final String SHEET = " width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"";
    private static final Map<String, String> MEANING = meanings();

    private MailStyle() {}

    static String inline(String html, MailPalette palette, boolean rightToLeft) {
        return CLASS.matcher(html).replaceAll(found -> {
            String meaning = MEANING.getOrDefault(found.group(1), "").replace(ACCENT, palette.accent());
            return Matcher.quoteReplacement(rightToLeft ? mirrored(meaning) : meaning);
        });
    }

    private static String mirrored(String meaning) {
        return FOUR_SIDES
                .matcher(meaning)
                .replaceAll("$1 $4 $3 $2;")
                .replace("border-left", "border-right")
                .replace("align=\"left\"", "align=\"right\"");
    }

    private static Map<String, String> meanings() {
        var all = new HashMap<String, String>();
        all.put(
                "h1",
                style(
                        "ink",
                        "Margin:0 0 18px 0;" + BREAKS + SANS + "font-size:26px;line-height:33px;font-weight:bold;"
                                + INK));
        all.put(
                "h2",
                style(
                        "ink",
                        "Margin:8px 0 12px 0;" + BREAKS + SANS + "font-size:19px;line-height:26px;font-weight:bold;"
                                + INK));
        all.put(
                "h3",
                style(
                        "ink",
                        "Margin:8px 0 8px 0;" + BREAKS + SANS + "font-size:16px;line-height:23px;font-weight:bold;"
                                + INK));
        all.put("p", style("ink", "Margin:0 0 16px 0;" + BODY));
        all.put("cell", style("ink", "Margin:0 0 8px 0;" + CELL));
        all.put("list", style("", "Margin:0 0 18px 0;padding:0 0 0 26px;"));
        all.put("list-inside", style("", "Margin:0 0 8px 0;padding:0 0 0 22px;"));
        all.put("item", style("ink", "Margin:0 0 8px 0;" + BODY));
        all.put("said", style("rule", "Margin:0 0 16px 0;padding:0 0 0 16px;border-left:4px solid #D9E0E6;"));
        all.put("line", style("rule", "Margin:8px 0 24px 0;border:0;border-top:1px solid #D9E0E6;"));
        all.put(
                "code",
                style(
                        "box",
                        "padding:1px"
                                + " 5px;background-color:#F2F5F7;border-radius:4px;overflow-wrap:anywhere;font-family:Consolas,Menlo,monospace;font-size:15px;"));
        all.put(
                "code-block",
                style(
                        "box ink",
                        "Margin:0 0 16px 0;padding:14px"
                                + " 20px;background-color:#F2F5F7;border-radius:10px;white-space:pre-wrap;overflow-wrap:anywhere;word-break:break-word;font-family:Consolas,Menlo,monospace;font-size:14px;line-height:21px;"
                                + INK));
        all.put("link", style("link", "color:" + ACCENT + ";text-decoration:underline;"));
        all.put(
                "box",
                style("box", "border-collapse:separate;border-spacing:0;background-color:#F2F5F7;border-radius:10px;")
                        + SHEET);
        all.put(
                "press",
                style(
                        "btn",
                        "display:inline-block;padding:13px 24px;border-radius:7px;background-color:" + ACCENT + ";"
                                + SANS
                                + "font-size:16px;line-height:20px;font-weight:bold;color:#FFFFFF;text-decoration:none;overflow-wrap:anywhere;"));
        all.put("around", style("", "padding:4px 0 20px 0;"));
        all.put("hidden", style("", "display:none;font-size:0;line-height:0;max-height:0;overflow:hidden;"));
        row(all, "", RULE);
        row(all, "-last", "");
        all.put(
                "quote",
                style("quote", "background-color:#F2F5F7;border-radius:10px;border-collapse:separate;")
                        + " role=\"presentation\"" + SHEET);
        all.put("quoted", " style=\"padding:14px 20px;\"");
        all.put("when", style("dim", "Margin:0 0 3px 0;" + BREAKS + SANS + "font-size:14px;line-height:20px;" + DIM));
        all.put("subject", style("ink", "Margin:0;" + CELL));
        all.put("space", " role=\"presentation\"" + SHEET);
        all.put("gap", " height=\"18\" style=\"height:18px;font-size:1px;line-height:1px;\"");
        return Map.copyOf(all);
    }

    private static void row(Map<String, String> all, String last, String rule) {
        all.put(
                "ask" + last,
                style(
                                "dim rule",
                                "padding:12px 12px 12px 20px;" + BREAKS + SANS
                                        + "font-size:14px;line-height:23px;font-weight:bold;" + DIM + rule)
                        + " align=\"left\" valign=\"top\" width=\"132\"");
        all.put("answer" + last, style("ink rule", "padding:12px 20px 12px 0;" + CELL + rule) + " valign=\"top\"");
    }

    private static String style(String classes, String style) {
        return (classes.isEmpty() ? "" : " class=\"" + classes + "\"") + " style=\"" + style + "\"";
    }
}
