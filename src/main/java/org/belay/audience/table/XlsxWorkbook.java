package org.belay.audience.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a workbook says of its parts.
 *
 * @param sheet the part with the first visible sheet
 * @param name of that sheet
 * @param others number of other visible sheets
 * @param from1904 whether dates count from 1904
 */
record XlsxWorkbook(String sheet, String name, long others, boolean from1904, String strings, String styles) {
    private static final int MOST_SHEETS = 10_000;

    private record SheetEntry(String name, String relation) {}

    static XlsxWorkbook read(SpreadsheetFile file) {
        var visible = new ArrayList<SheetEntry>();
        boolean from1904 = false;
        try (BoundedXml xml = file.part("xl/workbook.xml").orElseThrow()) {
            while (xml.next()) {
                if (xml.isStart("workbookPr")) {
                    from1904 = xml.attribute("date1904")
                            .filter(v -> v.equals("1") || v.equals("true"))
                            .isPresent();
                } else if (xml.isStart("sheet")
                        && xml.attribute("state").orElse("visible").equals("visible")) {
                    visible.add(new SheetEntry(
                            xml.attribute("name").orElse(""),
                            xml.attribute("id").orElse("")));
                    if (visible.size() > MOST_SHEETS)
                        throw SpreadsheetFile.damaged(file.fileName(), "it has too many sheets");
                }
            }
        }
        if (visible.isEmpty()) {
            throw TableFile.refused(
                    file.fileName(), "this workbook has no visible sheet", "Show the sheet with the list.");
        }
        Relations parts = Relations.read(file);
        SheetEntry first = visible.get(0);
        String sheet = Optional.ofNullable(parts.byId().get(first.relation()))
                .orElseThrow(() -> SpreadsheetFile.damaged(
                        file.fileName(), "it does not say which part its first visible sheet is"));
        return new XlsxWorkbook(
                sheet,
                first.name(),
                visible.size() - 1,
                from1904,
                parts.byType().getOrDefault("sharedStrings", "xl/sharedStrings.xml"),
                parts.byType().getOrDefault("styles", "xl/styles.xml"));
    }

    private record Relations(Map<String, String> byId, Map<String, String> byType) {
        static Relations read(SpreadsheetFile file) {
            var byId = new HashMap<String, String>();
            var byType = new HashMap<String, String>();
            file.part("xl/_rels/workbook.xml.rels").ifPresent(xml -> {
                try (xml) {
                    while (xml.next() && byId.size() < MOST_SHEETS) {
                        if (!xml.isStart("Relationship")) continue;
                        String target = xml.attribute("Target").orElse("");
                        String part = target.startsWith("/") ? target.substring(1) : "xl/" + target;
                        String type = xml.attribute("Type").orElse("");
                        byId.put(xml.attribute("Id").orElse(""), part);
                        byType.putIfAbsent(type.substring(type.lastIndexOf('/') + 1), part);
                    }
                }
            });
            return new Relations(byId, byType);
        }
    }
}
