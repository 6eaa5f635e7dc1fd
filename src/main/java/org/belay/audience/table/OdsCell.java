package org.belay.audience.table;

import java.util.Optional;
import java.util.Set;

/** The content of one cell of an OpenDocument spreadsheet. */
record OdsCell(String value, Optional<String> problem) {
    private static final Set<String> NOT_TEXT = Set.of("office", "draw", "table");

    static OdsCell read(BoundedXml xml) {
        String type = xml.attribute("office", "value-type").orElse("");
        boolean error =
                xml.attribute("calcext", "value-type").filter("error"::equals).isPresent();
        boolean formula = xml.attribute("formula").isPresent();
        String stored = switch (type) {
            case "float", "percentage", "currency" -> xml.attribute("value").orElse("");
            case "date" -> xml.attribute("date-value").orElse("").replace("T00:00:00", "");
            case "boolean" -> xml.attribute("boolean-value").orElse("").equals("true") ? "TRUE" : "FALSE";
            default -> xml.attribute("string-value").orElse("");
        };
        var text = new StringBuilder();
        readParagraphs(xml, text);
        String shown = text.toString();
        if (error || formula && (shown.startsWith("Err:") || shown.startsWith("#"))) {
            return new OdsCell(
                    shown.isEmpty() ? "#ERR" : shown,
                    Optional.of("is an error of the spreadsheet; correct the formula"));
        }
        String value = stored.isEmpty() ? shown : limited(stored);
        if (formula && value.isEmpty() && type.isEmpty()) {
            return new OdsCell(
                    "=…",
                    Optional.of("is a formula without its value; open the file in a spreadsheet program and save it"
                            + " again"));
        }
        return new OdsCell(value, Optional.empty());
    }

    /** Reads to the end of the cell: its paragraphs, without comments, pictures and tables in it. */
    private static void readParagraphs(BoundedXml xml, StringBuilder text) {
        int open = 1;
        while (open > 0 && xml.next()) {
            if (xml.isText()) {
                if (open > 1) RowCells.append(text, xml.text());
            } else if (!xml.isStart()) {
                open--;
            } else if (NOT_TEXT.contains(xml.prefix())) {
                xml.skip();
            } else {
                open++;
                appendTag(xml, text);
            }
        }
    }

    private static void appendTag(BoundedXml xml, StringBuilder text) {
        switch (xml.name()) {
            case "p" -> RowCells.append(text, text.length() == 0 ? "" : "\n");
            case "line-break" -> RowCells.append(text, "\n");
            case "tab" -> RowCells.append(text, "\t");
            case "s" -> {
                long spaces = Math.max(
                        1, xml.attribute("c").map(CellReference::number).orElse(1L));
                RowCells.append(text, " ".repeat((int) Math.min(spaces, RowCells.LONGEST)));
            }
            default -> {}
        }
    }

    private static String limited(String stored) {
        return stored.length() > RowCells.LONGEST ? stored.substring(0, RowCells.LONGEST) : stored;
    }

    boolean isBlank() {
        return value.isBlank() && problem.isEmpty();
    }

    void into(RowCells cells, long row, int column) {
        problem.ifPresentOrElse(what -> cells.problem(row, column, value, what), () -> cells.set(row, column, value));
    }
}
