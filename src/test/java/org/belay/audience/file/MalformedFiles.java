package org.belay.audience.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;

/** Files that are wrong, each with what a reader of it must say, or with the people that are in it nevertheless. */
final class MalformedFiles {
    /** Read in full: exactly these people, and no row is reported. */
    record Case(String what, byte[] file, List<String> people, List<String> words) {
        @Override
        public String toString() {
            return what;
        }
    }

    private static final String HEAD = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>email</t></is></c></row>";
    private static final String ANN =
            "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>ann@example.org</t></is></c></row>";
    private static final String ODS_HEAD = TestWorkbook.odsRow("email", "name");

    private final List<Case> cases = new ArrayList<>();

    static List<Case> all() {
        var files = new MalformedFiles();
        files.text();
        files.otherTypes();
        files.zips();
        files.workbooks();
        files.cells();
        files.openDocument();
        return files.cases;
    }

    private void text() {
        says("nothing", "", "the file is empty");
        says("blank lines only", "\n\n\n", "the file is empty");
        says("a byte order mark only", "\uFEFF", "the file is empty");
        says("a header only", "email,name\n", "a header but no rows");
        says("a header and blank rows", "email,name\n,\n,\n", "a header but no rows");
        says("no header", "ann@example.org,Ann\n", "line 1", "no column is called email");
        says("duplicate headers", "email,site,site\na@example.org,1,2\n", "line 1", "mean the same");
        says("two addresses", "email,E-Mail\na@example.org,b@example.org\n", "line 1", "mean the same (email)");
        says("a header of 200 letters", "email," + "x".repeat(200) + "\na@example.org,1\n", "line 1", "too long");
        says("a NUL in the header", "email,na\0me\na@example.org,1\n", "line 1", "has characters that no name has");
        says("a NUL in a cell", "email,name\na@example.org,A\0nn\n", "line 2, column \"name\"", "U+0000");
        says("a file of NULs", "\0".repeat(500), "line 1");
        says("an open quote", "email,name\na@example.org,\"Ann\nb@example.org,Bob\n", "line 2", "quotation mark");
        says("an open quote in the header", "email,\"name\na@example.org,Ann\n", "quotation mark");
        says("text after a quote", "email,name\na@example.org,\"Ann\"x\n", "line 2", "quotation mark");
        says("a row with too few cells", "email,name\na@example.org\n", "line 2", "has 1 cell, the header has 2");
        says("a row with too many cells", "email,name\na@example.org,Ann,x\n", "line 2", "has 3 cells");
        says("a value without header", "email,\na@example.org,x\n", "line 2", "which has no header");
        says("a cell of 300,000 letters", "email,name\na@example.org,\"" + "x".repeat(300_000) + "\"\n", "line 2");
        says("a value of 1,001 letters", "email,name\na@example.org," + "x".repeat(1_001) + "\n", "longer than 1,000");
        says("a row that is there twice", "email\na@example.org\nA@EXAMPLE.org\n", "line 3", "duplicate of line 2");
        says("a header of 100,000 columns", "email" + ",x".repeat(100_000) + "\n", "line 1");
        reads("a header of two lines", "\"email\r\n(work)\",email\nx,a@example.org\n", "a@example.org");
        reads("commas at the end of rows", "email,name\na@example.org,Ann,,,\n", "a@example.org");
        reads("a byte order mark and sep=", "\uFEFFsep=;\r\nemail;name\r\na@example.org;Ann\r\n", "a@example.org");
        reads("old Mac line ends", "email\ra@example.org\rb@example.org\r", "a@example.org", "b@example.org");
        reads("mixed line ends", "email\r\na@example.org\nb@example.org\r", "a@example.org", "b@example.org");
        reads("a mark, UTF-16", "email\na@example.org\n".getBytes(UTF_16), "a@example.org");
        says("UTF-32", "\uFEFFemail\na@example.org\n".getBytes(Charset.forName("UTF-32LE")), "UTF-32");
        says("Latin-1", "email,name\na@example.org,Zo\u00eb\n".getBytes(ISO_8859_1), "line 2", "not UTF-8");
        says(
                "half of a UTF-16 character",
                Arrays.copyOf("email\na@example.org\nb@example.or\ud83d".getBytes(UTF_16), 70),
                "line 3");
    }

    private void otherTypes() {
        says("an old Excel file", bytes(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1), ".xls");
        says("a PDF", "%PDF-1.7\n", "PDF");
        says("gzip", bytes(0x1f, 0x8b, 8, 0, 0), "compressed archive");
        says("a web page", "<html><table><tr><td>email</td></tr></table></html>", "a web page");
        says("an XML file", "\uFEFF<?xml version=\"1.0\"?><Workbook/>", "an XML file");
        says("a picture", bytes(0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0), "line 1");
    }

    private void zips() {
        byte[] good = TestWorkbook.xlsxWithRows(HEAD + ANN);
        says("the first half of a workbook", Arrays.copyOf(good, good.length / 2), "damaged");
        says("the first 30 bytes", Arrays.copyOf(good, 30), "damaged");
        byte[] broken = good.clone();
        Arrays.fill(broken, 40, 60, (byte) 0xff);
        cases.add(new Case("a workbook with 20 wrong bytes", broken, List.of("ann@example.org"), List.of("damaged")));
        says(
                "an empty zip file",
                bytes('P', 'K', 5, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                "without a spreadsheet");
        says(
                "another zip file",
                TestWorkbook.zip(new LinkedHashMap<>(java.util.Map.of("a.txt", bytes('x')))),
                "without a spreadsheet");
        says(
                "a binary workbook",
                TestWorkbook.zip(new LinkedHashMap<>(java.util.Map.of("xl/workbook.bin", bytes(1)))),
                ".xlsb");
        says(
                "a sheet that unpacks to 40 MB",
                TestWorkbook.staff(" ".repeat(1_000).concat("<x/>").repeat(40_000)),
                "300 times");
        says("a text of 40 MB", TestWorkbook.staff("x".repeat(40_000_000)), "");
        says("a tag of 2 MB", TestWorkbook.staff("<row r=\"" + randomDigits(2_000_000) + "\"/>"), "1 MB");
        says("5,000 tags in each other", TestWorkbook.staff("<a>".repeat(5_000) + "</a>".repeat(5_000)), "nested");
        says(
                "an entity that grows",
                withSheet("<!DOCTYPE w [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><w>&b;</w>"),
                "damaged");
        says(
                "an entity that is a file",
                withSheet(
                        "<!DOCTYPE w [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><w><row><c><v>&a;</v></c></row></w>"),
                "damaged");
        says("no XML", withSheet("email,name"), "damaged");
        says("XML that ends early", withSheet("<worksheet><sheetData><row r=\"1\"><c r=\"A1\">"), "damaged");
    }

    private void workbooks() {
        says("no sheet", without("xl/worksheets/sheet1.xml"), "sheet is missing");
        says("no list of relations", without("xl/_rels/workbook.xml.rels"), "which part its first visible sheet is");
        says("an empty sheet", TestWorkbook.xlsxWithRows(""), "the file is empty");
        var hidden = TestWorkbook.xlsxParts(HEAD + ANN);
        hidden.put(
                "xl/workbook.xml",
                TestWorkbook.xml("<workbook><sheets><sheet name=\"a\" state=\"hidden\"/></sheets></workbook>"));
        says("hidden sheets only", TestWorkbook.zip(hidden), "no visible sheet");
        says("row 99999999", TestWorkbook.staff("<row r=\"99999999\"/>"), "row");
        says("row 0", TestWorkbook.staff("<row r=\"0\"/>"), "wrong number");
        says("row 1 twice", TestWorkbook.xlsxWithRows(HEAD + HEAD), "wrong number");
        says("row \u22121", TestWorkbook.staff("<row r=\"-1\"/>"), "wrong number");
    }

    private void cells() {
        says("cell XFD2", cell("XFD2", "t=\"inlineStr\"", "<is><t>x</t></is>"), "XFD2", "first 1,000 columns");
        says("cell ZZZZZZ2", cell("ZZZZZZ2", "", "<v>1</v>"), "wrong reference");
        says("cell A99999999999", cell("A99999999999", "", "<v>1</v>"), "wrong reference");
        says(
                "cell A2 twice",
                TestWorkbook.staff("<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"A2\"><v>1</v></c></row>"),
                "wrong reference");
        says("a text that is not there", cell("A2", "t=\"s\"", "<v>7</v>"), "cell A2", "not there");
        says("text \u22127", cell("A2", "t=\"s\"", "<v>-7</v>"), "cell A2");
        says(
                "an error",
                cell("A2", "t=\"e\"", "<f>1/0</f><v>#DIV/0!</v>"),
                "cell A2",
                "#DIV/0!",
                "error of the spreadsheet");
        says("a formula without value", cell("A2", "", "<f>A1</f>"), "cell A2", "formula without its value");
        says("a number", cell("A2", "", "<v>1e999</v>"), "cell A2", "no @");
        says("a date", cell("A2", "s=\"99999\"", "<v>45000</v>"), "cell A2", "\"45000\" has no @");
        says("a truth value", cell("A2", "t=\"b\"", "<v>1</v>"), "cell A2", "\"TRUE\" has no @");
        says(
                "a text of 100,000 letters",
                cell("A2", "t=\"inlineStr\"", "<is><t>" + "x".repeat(100_000) + "</t></is>"),
                "cell A2");
        reads(
                "a formula with its value",
                cell("A2", "t=\"str\"", "<f>HYPERLINK(\"http://x\",\"a@example.org\")</f><v>a@example.org</v>"),
                "a@example.org");
    }

    private void openDocument() {
        says("a sheet without rows", TestWorkbook.ods(""), "the file is empty");
        says("no sheet in it", TestWorkbook.odsOf("<a/>"), "the file is empty");
        says("a row 2,000,000 times", repeatedRow("2000000"), "row 2", "repetitions");
        says("a row a million times", repeatedRow("1000000"), "row 2", "is repeated 1000000 times");
        says("a row \u22125 times", repeatedRow("-5"), "repetitions");
        says("a row 10 times", repeatedRow("10"), "cell A3", "duplicate of row 2");
        says(
                "a cell a million times",
                TestWorkbook.ods(
                        ODS_HEAD + "<table:table-row><table:table-cell table:number-columns-repeated=\"1000000\""
                                + " office:value-type=\"string\"><text:p>x</text:p></table:table-cell></table:table-row>"),
                "ALM2",
                "first 1,000 columns");
        says(
                "an ODS error",
                odsCell("office:value-type=\"string\" calcext:value-type=\"error\"", "#N/A"),
                "cell A2",
                "error of the spreadsheet");
        says(
                "an ODS formula without value",
                odsCell("table:formula=\"of:=[.A1]\"", ""),
                "cell A2",
                "formula without its value");
        says(
                "a cell of a billion spaces",
                TestWorkbook.ods(ODS_HEAD + "<table:table-row><table:table-cell><text:p>x<text:s text:c=\"1000000\"/>"
                        + "<text:s text:c=\"1000000\"/></text:p></table:table-cell></table:table-row>"),
                "cell A2");
        var locked = new LinkedHashMap<String, byte[]>();
        locked.put("content.xml", bytes(1, 2, 3));
        locked.put("META-INF/manifest.xml", TestWorkbook.xml("<m><manifest:encryption-data/></m>"));
        says("an ODS with a password", TestWorkbook.zip(locked), "password");
    }

    private void says(String what, String file, String... words) {
        says(what, file.getBytes(UTF_8), words);
    }

    private void says(String what, byte[] file, String... words) {
        cases.add(new Case(what, file, List.of(), List.of(words)));
    }

    private void reads(String what, String file, String... people) {
        reads(what, file.getBytes(UTF_8), people);
    }

    private void reads(String what, byte[] file, String... people) {
        cases.add(new Case(what, file, List.of(people), List.of()));
    }

    private static byte[] cell(String reference, String attributes, String content) {
        return TestWorkbook.staff(
                "<row r=\"2\"><c r=\"" + reference + "\" " + attributes + ">" + content + "</c></row>");
    }

    private static byte[] odsCell(String attributes, String text) {
        return TestWorkbook.ods(ODS_HEAD + "<table:table-row><table:table-cell " + attributes + "><text:p>" + text
                + "</text:p></table:table-cell></table:table-row>");
    }

    private static byte[] repeatedRow(String times) {
        return TestWorkbook.ods(ODS_HEAD
                + TestWorkbook.odsRow("ann@example.org", "Ann")
                        .replace(
                                "<table:table-row>", "<table:table-row table:number-rows-repeated=\"" + times + "\">"));
    }

    private static byte[] withSheet(String xml) {
        var parts = TestWorkbook.xlsxParts("");
        parts.put("xl/worksheets/sheet1.xml", TestWorkbook.xml(xml));
        return TestWorkbook.zip(parts);
    }

    private static byte[] without(String part) {
        var parts = TestWorkbook.xlsxParts(HEAD + ANN);
        parts.remove(part);
        return TestWorkbook.zip(parts);
    }

    /** Compresses so badly that only its length is wrong. */
    private static String randomDigits(int length) {
        var random = new java.util.Random(1);
        var digits = new StringBuilder();
        while (digits.length() < length) digits.append((char) ('0' + random.nextInt(10)));
        return digits.toString();
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) bytes[i] = (byte) values[i];
        return bytes;
    }
}
