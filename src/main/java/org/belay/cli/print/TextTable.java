package org.belay.cli.print;

import java.io.PrintWriter;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table for a terminal: columns as wide as their longest cell, numbers aligned right, no rules. */
public final class TextTable {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ENGLISH);

    private final List<String> head;
    private final List<List<String>> rows = new ArrayList<>();

    public TextTable(String... head) {
        this.head = List.of(head);
    }

    public TextTable row(Object... cells) {
        var row = new ArrayList<String>();
        for (Object cell : cells) row.add(cell instanceof Number number ? number(number.longValue()) : words(cell));
        rows.add(row);
        return this;
    }

    /** @param none printed if there are no rows */
    public void print(PrintWriter out, String none) {
        if (rows.isEmpty()) {
            out.println(none);
            return;
        }
        var widths = new int[head.size()];
        var right = new boolean[head.size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] = rows.stream().mapToInt(row -> width(row.get(column))).reduce(width(head.get(i)), Math::max);
            right[i] = rows.stream().allMatch(row -> row.get(column).matches("[\\d,.]*%?"));
        }
        line(out, head, widths, right);
        rows.forEach(row -> line(out, row, widths, right));
    }

    private static void line(PrintWriter out, List<String> cells, int[] widths, boolean[] right) {
        var text = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String gap = " ".repeat(widths[i] - width(cells.get(i)));
            if (i > 0) text.append("  ");
            text.append(right[i] ? gap + cells.get(i) : cells.get(i) + gap);
        }
        out.println(text.toString().stripTrailing());
    }

    /** Chinese, Japanese and Korean characters take two columns on a terminal. */
    private static int width(String text) {
        return text.codePoints()
                .map(c -> c >= 0x1100 && Character.isIdeographic(c) ? 2 : 1)
                .sum();
    }

    /** Formats 2431 as 2,431. */
    public static String number(long number) {
        return NumberFormat.getIntegerInstance(Locale.ENGLISH).format(number);
    }

    /** An instant of the API in the local time zone; any other text unchanged. */
    public static String localTime(String instant) {
        try {
            return MOMENT.format(Instant.parse(instant).atZone(ZoneId.systemDefault()));
        } catch (DateTimeParseException e) {
            return instant;
        }
    }

    private static String words(Object cell) {
        return cell == null ? "" : cell.toString().replace('\n', ' ');
    }
}
