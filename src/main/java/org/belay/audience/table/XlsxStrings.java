package org.belay.audience.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The texts of a workbook, which its cells refer to by number (ECMA-376 Part 1, 18.4). Limited in memory. */
final class XlsxStrings {
    private static final int MOST = 2_000_000;
    private static final long MOST_CHARACTERS = 48_000_000;
    /** Bytes of an object and of the reference to it, besides its characters. */
    private static final int OVERHEAD = 16;

    private final List<String> texts = new ArrayList<>();

    private XlsxStrings() {}

    static XlsxStrings read(SpreadsheetFile file, String part) {
        var strings = new XlsxStrings();
        file.part(part).ifPresent(xml -> {
            try (xml) {
                strings.read(file.fileName(), xml);
            }
        });
        return strings;
    }

    private void read(String fileName, BoundedXml xml) {
        long size = 0;
        while (xml.next()) {
            if (!xml.isStart("si")) continue;
            var text = new StringBuilder();
            readRuns(xml, "si", text);
            size += text.length() + OVERHEAD;
            if (texts.size() == MOST || size > MOST_CHARACTERS) {
                throw TableFile.refused(
                        fileName,
                        "this workbook has more different texts than Belay reads from a workbook",
                        "Save the list as \"CSV UTF-8\" and import that.");
            }
            texts.add(unescaped(text.toString()));
        }
    }

    Optional<String> at(String number) {
        String digits = number.strip();
        if (digits.isEmpty()) return Optional.of("");
        if (digits.length() > 7 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) return Optional.empty();
        int index = Integer.parseInt(digits);
        return index < texts.size() ? Optional.of(texts.get(index)) : Optional.empty();
    }

    /** The text of all runs, without what tells its pronunciation. */
    static void readRuns(BoundedXml xml, String until, StringBuilder into) {
        while (xml.next() && !xml.isEnd(until)) {
            if (xml.isStart("rPh")) {
                xml.skip();
            } else if (xml.isStart("t")) {
                while (xml.next() && !xml.isEnd("t")) {
                    if (xml.isText()) RowCells.append(into, xml.text());
                }
            }
        }
    }

    /** Characters that XML cannot hold are written as {@code _x000D_} (ECMA-376 Part 1, 22.4.2.4). */
    static String unescaped(String text) {
        int at = text.indexOf("_x");
        if (at < 0) return text;
        var plain = new StringBuilder();
        int from = 0;
        for (; at >= 0; at = text.indexOf("_x", at + 1)) {
            if (at < from || at + 7 > text.length() || text.charAt(at + 6) != '_') continue;
            int c = hexadecimal(text, at + 2);
            if (c < 0) continue;
            plain.append(text, from, at).append((char) c);
            from = at + 7;
        }
        return plain.append(text.substring(from)).toString();
    }

    private static int hexadecimal(String text, int from) {
        int value = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) return -1;
            value = value * 16 + digit;
        }
        return value;
    }
}
