package org.belay.audience.table;

import java.util.List;
import java.util.Optional;

/** The rows of the first visible sheet of an Excel workbook (ECMA-376 Part 1, 18.3). Formulas have the value that Excel stored with them. */
final class XlsxRows implements RowSource {
    private final SpreadsheetFile file;
    private final XlsxWorkbook book;
    private final XlsxStrings strings;
    private final XlsxStyles styles;
    private final BoundedXml xml;
    private final RowCells cells;
    private long row;
    private int width;
    private long hidden;

    private XlsxRows(SpreadsheetFile file, XlsxWorkbook book, XlsxStrings strings, XlsxStyles styles, BoundedXml xml) {
        this.file = file;
        this.book = book;
        this.strings = strings;
        this.styles = styles;
        this.xml = xml;
        this.cells = new RowCells(file.fileName());
    }

    static RowSource open(SpreadsheetFile file) {
        XlsxWorkbook book = XlsxWorkbook.read(file);
        XlsxStrings strings = XlsxStrings.read(file, book.strings());
        XlsxStyles styles = XlsxStyles.read(file, book);
        BoundedXml sheet = file.part(book.sheet())
                .orElseThrow(() -> SpreadsheetFile.damaged(file.fileName(), "its sheet is missing"));
        return new XlsxRows(file, book, strings, styles, sheet);
    }

    @Override
    public Optional<TableRow> next() {
        while (xml.next()) {
            if (!xml.isStart("row")) continue;
            row = number();
            boolean unseen = isTrue("hidden");
            readCells();
            TableRow read = cells.row(row, width);
            if (read.isBlank()) continue;
            hidden += unseen ? 1 : 0;
            if (width == 0) width = read.cells().size();
            return Optional.of(read);
        }
        return Optional.empty();
    }

    private long number() {
        long number = xml.attribute("r").map(CellReference::number).orElse(row + 1);
        if (number <= row || number > CellReference.ROWS)
            throw damaged("the row after row " + row + " has a wrong number");
        return number;
    }

    private void readCells() {
        cells.clear();
        int column = -1;
        while (xml.next() && !xml.isEnd("row")) {
            if (!xml.isStart()) continue;
            if (!xml.isStart("c")) {
                xml.skip();
                continue;
            }
            int last = column;
            column = xml.attribute("r").map(CellReference::column).orElse(last + 1);
            if (column <= last) throw damaged("a cell of row " + row + " has a wrong reference");
            readCell(column);
        }
    }

    private void readCell(int column) {
        String type = xml.attribute("t").orElse("n");
        String style = xml.attribute("s").orElse("");
        var value = new StringBuilder();
        boolean formula = false;
        while (xml.next() && !xml.isEnd("c")) {
            if (xml.isStart("f")) {
                formula = true;
                xml.skip();
            } else if (xml.isStart("v")) {
                readText("v", value);
            } else if (xml.isStart("is")) {
                XlsxStrings.readRuns(xml, "is", value);
            } else if (xml.isStart()) {
                xml.skip();
            }
        }
        String stored = value.toString();
        if (stored.isEmpty() && formula && !type.equals("str")) {
            cells.problem(
                    row, column, "=…", "is a formula without its value; open the file in Excel and save it again");
        } else if (type.equals("e")) {
            cells.problem(row, column, stored, "is an error of the spreadsheet; correct the formula");
        } else {
            cells.set(row, column, shown(type, style, stored, column));
        }
    }

    private String shown(String type, String style, String stored, int column) {
        return switch (type) {
            case "s" ->
                strings.at(stored)
                        .orElseThrow(() ->
                                damaged(CellReference.place(row, column) + " refers to a text that is not there"));
            case "inlineStr" -> stored;
            case "str" -> XlsxStrings.unescaped(stored);
            case "b" -> stored.strip().equals("1") ? "TRUE" : stored.isBlank() ? "" : "FALSE";
            case "n" -> styles.shown(stored.strip(), style);
            default -> stored; // "d": an ISO 8601 date
        };
    }

    private void readText(String until, StringBuilder into) {
        while (xml.next() && !xml.isEnd(until)) {
            if (xml.isText()) RowCells.append(into, xml.text());
        }
    }

    private boolean isTrue(String attribute) {
        return xml.attribute(attribute)
                .filter(v -> v.equals("1") || v.equals("true"))
                .isPresent();
    }

    private org.belay.platform.RequestRefused damaged(String how) {
        return SpreadsheetFile.damaged(file.fileName(), how);
    }

    @Override
    public String place(long line) {
        return "row " + line;
    }

    @Override
    public String place(long line, int column) {
        return CellReference.place(line, column);
    }

    @Override
    public List<String> notes() {
        return SheetNotes.of(book.name(), book.others(), hidden);
    }

    @Override
    public void close() {
        try (file) {
            xml.close();
        }
    }
}
