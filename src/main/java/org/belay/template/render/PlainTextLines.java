package org.belay.template.render;

import java.util.regex.Matcher;

/** Wraps and aligns plain text. A placeholder counts as ten columns and is never broken. */
final class PlainTextLines {
    private static final int PLACEHOLDER = 10;

    private PlainTextLines() {}

    /** Wraps at spaces; a word longer than the line stays whole, so that links keep working. */
    static String wrap(String text, int width) {
        var lines = new StringBuilder();
        for (String paragraph : text.split("\n", -1)) {
            if (lines.length() > 0) lines.append('\n');
            int used = 0;
            for (String word : paragraph.strip().split(" +")) {
                int needed = width(word);
                if (used > 0 && used + 1 + needed > width) {
                    lines.append('\n');
                    used = 0;
                }
                if (used > 0) lines.append(' ');
                lines.append(word);
                used += needed + (used > 0 ? 1 : 0);
            }
        }
        return lines.toString();
    }

    /** Width in columns; wide characters count as two. */
    static int width(String text) {
        Matcher mark = ValueMarks.MARK.matcher(text);
        int placeholders = (int) mark.results().count();
        return placeholders * PLACEHOLDER
                + mark.replaceAll("").codePoints().map(PlainTextLines::columns).sum();
    }

    private static int columns(int c) {
        if (Character.getType(c) == Character.NON_SPACING_MARK) return 0;
        boolean wide = Character.isIdeographic(c) || c >= 0xAC00 && c <= 0xD7A3 || c >= 0x3040 && c <= 0x30FF;
        return wide ? 2 : 1;
    }

    static String withPrefix(String text, String first, String others) {
        return (first + text.replace("\n", "\n" + others)).replaceAll("(?m)(?<![ \t])[ \t]+$", "");
    }

    /** Two texts in columns, the second beginning at {@code column}. */
    static String inColumns(String left, String right, int column) {
        String[] lefts = left.split("\n", -1);
        String[] rights = right.split("\n", -1);
        var lines = new StringBuilder();
        for (int i = 0; i < Math.max(lefts.length, rights.length); i++) {
            String label = i < lefts.length ? lefts[i] : "";
            String answer = i < rights.length ? rights[i] : "";
            lines.append(i == 0 ? "" : "\n")
                    .append((label + " ".repeat(Math.max(1, column - width(label))) + answer).stripTrailing());
        }
        return lines.toString();
    }
}
