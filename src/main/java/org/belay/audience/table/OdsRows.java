package org.belay.audience.table;

import java.util.List;
import java.util.Optional;
import org.belay.platform.RequestRefused;

/** The rows of the first sheet of an OpenDocument spreadsheet (ODF 1.3 Part 3, 9.1). Formulas have the value that was stored with them. */
final class OdsRows implements RowSource {
    /** A row of people is never repeated so often; the blank rest of a sheet is. */
    private static final int MOST_REPEATED = 1_000;

    private final SpreadsheetFile file;
    private final BoundedXml xml;
    private final RowCells cells;
    private String sheet = "";
    private boolean inSheet;
    private int width;
    private long row;
    private long repeated;
    private long hidden;
    private long others;

    private OdsRows(SpreadsheetFile file, BoundedXml xml) {
        this.file = file;
        this.xml = xml;
        this.cells = new RowCells(file.fileName());
    }

    static RowSource open(SpreadsheetFile file) {
        return new OdsRows(file, file.part("content.xml").orElseThrow());
    }

    @Override
    public Optional<TableRow> next() {
        if (repeated > 0) {
            repeated--;
            return Optional.of(cells.row(++row, width));
        }
        while (xml.next()) {
            if (xml.isStart("table")) {
                startSheet();
            } else if (inSheet && xml.isEnd("table")) {
                inSheet = false;
            } else if (inSheet && xml.isStart("table-row")) {
                Optional<TableRow> read = readRow();
                if (read.isPresent()) return read;
            }
        }
        return Optional.empty();
    }

    private void startSheet() {
        if (row > 0 || !sheet.isEmpty()) {
            others++;
            xml.skip();
        } else {
            inSheet = true;
            sheet = xml.attribute("name").orElse("1");
        }
    }

    private Optional<TableRow> readRow() {
        long times = repeated("number-rows-repeated");
        boolean unseen = !xml.attribute("visibility").orElse("visible").equals("visible");
        row++;
        readCells();
        TableRow read = cells.row(row, width);
        if (read.isBlank()) {
            row += times - 1;
            return Optional.empty();
        }
        if (times > MOST_REPEATED) throw refused(CellReference.place(row, -1), "is repeated " + times + " times");
        repeated = times - 1;
        hidden += unseen ? times : 0;
        if (width == 0) width = read.cells().size();
        return Optional.of(read);
    }

    private void readCells() {
        cells.clear();
        int column = 0;
        while (xml.next() && !xml.isEnd("table-row")) {
            if (xml.isStart("table-cell") || xml.isStart("covered-table-cell")) {
                int times = (int) repeated("number-columns-repeated");
                OdsCell cell = OdsCell.read(xml);
                for (int i = 0; i < times && !cell.isBlank(); i++) cell.into(cells, row, column + i);
                column = Math.min(column + times, CellReference.COLUMNS * 100);
            } else if (xml.isStart()) {
                xml.skip();
            }
        }
    }

    private long repeated(String attribute) {
        long times = xml.attribute(attribute).map(CellReference::number).orElse(1L);
        if (times < 0 || row + times > CellReference.ROWS) {
            throw refused(CellReference.place(row + 1, -1), "has a wrong number of repetitions");
        }
        return times;
    }

    private RequestRefused refused(String place, String what) {
        return new RequestRefused(file.fileName() + ", " + place + " " + what
                + ". Nothing was imported. Save the list as \"CSV UTF-8\".");
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
        return SheetNotes.of(sheet, others, hidden);
    }

    @Override
    public void close() {
        try (file) {
            xml.close();
        }
    }
}
