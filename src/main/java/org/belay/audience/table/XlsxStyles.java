package org.belay.audience.table;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Which numbers of a workbook are dates: a cell stores the days since 1900, and its style says that they are a date. */
final class XlsxStyles {
    private static final int MOST = 100_000;
    private static final double LAST_DAY = 2_958_466; // 31 December 9999
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    private final BitSet dates = new BitSet();
    private final LocalDate dayZero;

    private XlsxStyles(boolean from1904) {
        this.dayZero = from1904 ? LocalDate.of(1904, 1, 1) : LocalDate.of(1899, 12, 30);
    }

    static XlsxStyles read(SpreadsheetFile file, XlsxWorkbook book) {
        var styles = new XlsxStyles(book.from1904());
        file.part(book.styles()).ifPresent(xml -> {
            try (xml) {
                styles.read(xml);
            }
        });
        return styles;
    }

    private void read(BoundedXml xml) {
        Set<String> dateFormats = new HashSet<>();
        boolean inCells = false;
        int style = 0;
        while (xml.next() && style < MOST) {
            if (xml.isStart("numFmt") && dateFormats.size() < MOST) {
                if (isDate(xml.attribute("formatCode").orElse(""))) {
                    dateFormats.add(xml.attribute("numFmtId").orElse(""));
                }
            } else if (xml.isStart("cellXfs") || xml.isEnd("cellXfs")) {
                inCells = xml.isStart();
            } else if (inCells && xml.isStart("xf")) {
                String format = xml.attribute("numFmtId").orElse("");
                dates.set(style++, isBuiltInDate(format) || dateFormats.contains(format));
            }
        }
    }

    /** ECMA-376 Part 1, 18.8.30. */
    private static boolean isBuiltInDate(String format) {
        long id = CellReference.number(format);
        return id >= 14 && id <= 22 || id >= 27 && id <= 36 || id >= 45 && id <= 47 || id >= 50 && id <= 58;
    }

    private static boolean isDate(String format) {
        boolean quoted = false;
        boolean bracketed = false;
        for (int i = 0; i < Math.min(format.length(), 255); i++) {
            char c = format.charAt(i);
            quoted ^= c == '"';
            bracketed = c == '[' || bracketed && c != ']';
            if (c == '\\') {
                i++;
            } else if (!quoted && !bracketed && "dDmMyYhH".indexOf(c) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** A number as Excel shows it: a date, or without the point and exponent of its storage. */
    String shown(String stored, String style) {
        double number = parsed(stored);
        if (Double.isNaN(number)) return stored;
        long index = CellReference.number(style);
        if (index > 0 && dates.get((int) index) && number >= 0 && number < LAST_DAY) return date(number);
        return number == Math.rint(number) && Math.abs(number) < 1e15 ? Long.toString((long) number) : stored;
    }

    private String date(double days) {
        LocalDateTime time = dayZero.atStartOfDay().plusSeconds(Math.round(days * 86_400));
        return days == Math.rint(days) ? time.toLocalDate().toString() : MINUTE.format(time);
    }

    private static double parsed(String stored) {
        boolean number = !stored.isEmpty()
                && stored.length() <= 30
                && stored.chars().allMatch(c -> c >= '0' && c <= '9' || "+-.eE".indexOf(c) >= 0);
        try {
            return number ? Double.parseDouble(stored) : Double.NaN;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
