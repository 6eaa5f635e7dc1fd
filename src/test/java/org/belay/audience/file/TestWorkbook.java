package org.belay.audience.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Spreadsheets made of their XML, right or wrong. */
public final class TestWorkbook {
    private static final String NS = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
            + " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

    private TestWorkbook() {}

    /** An XLSX file with these rows as inline texts. */
    public static byte[] xlsx(List<List<String>> rows) {
        var sheet = new StringBuilder();
        for (int r = 0; r < rows.size(); r++) {
            sheet.append("<row r=\"").append(r + 1).append("\">");
            for (int c = 0; c < rows.get(r).size(); c++) {
                sheet.append("<c r=\"%c%d\" t=\"inlineStr\"><is><t>%s</t></is></c>"
                        .formatted('A' + c, r + 1, escaped(rows.get(r).get(c))));
            }
            sheet.append("</row>");
        }
        return xlsxWithRows(sheet.toString());
    }

    /** An XLSX file with this content of {@code sheetData}. */
    static byte[] xlsxWithRows(String rows) {
        return zip(xlsxParts(rows));
    }

    /** A header with the columns email and name, and these rows. */
    static byte[] staff(String rows) {
        return xlsxWithRows("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>email</t></is></c>"
                + "<c r=\"B1\" t=\"inlineStr\"><is><t>name</t></is></c></row>" + rows);
    }

    static Map<String, byte[]> xlsxParts(String rows) {
        var parts = new LinkedHashMap<String, byte[]>();
        parts.put("[Content_Types].xml", xml("<Types/>"));
        parts.put(
                "xl/workbook.xml",
                xml("<workbook " + NS
                        + "><sheets><sheet name=\"Staff\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"));
        parts.put(
                "xl/_rels/workbook.xml.rels",
                xml("<Relationships><Relationship Id=\"rId1\" Type=\"x/worksheet\""
                        + " Target=\"worksheets/sheet1.xml\"/></Relationships>"));
        parts.put(
                "xl/worksheets/sheet1.xml",
                xml("<worksheet " + NS + "><sheetData>" + rows + "</sheetData></worksheet>"));
        return parts;
    }

    /** An ODS file with this content of its first table. */
    static byte[] ods(String rows) {
        return odsOf(
                "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\" xmlns:calcext=\"c\""
                        + " xmlns:draw=\"d\"><office:body><office:spreadsheet><table:table table:name=\"Staff\">" + rows
                        + "</table:table></office:spreadsheet></office:body></office:document-content>");
    }

    static byte[] odsOf(String content) {
        var parts = new LinkedHashMap<String, byte[]>();
        parts.put("mimetype", "application/vnd.oasis.opendocument.spreadsheet".getBytes(UTF_8));
        parts.put("content.xml", xml(content));
        return zip(parts);
    }

    static String odsRow(String... cells) {
        var row = new StringBuilder("<table:table-row>");
        for (String cell : cells) {
            row.append("<table:table-cell office:value-type=\"string\"><text:p>")
                    .append(escaped(cell))
                    .append("</text:p></table:table-cell>");
        }
        return row + "</table:table-row>";
    }

    static byte[] xml(String content) {
        return ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + content).getBytes(UTF_8);
    }

    static byte[] zip(Map<String, byte[]> parts) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
