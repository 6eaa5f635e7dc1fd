package org.belay.audience.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.belay.address.EmailAddress;
import org.belay.audience.person.Person;
import org.belay.platform.RequestRefused;
import org.junit.jupiter.api.Test;

class SpreadsheetTest {
    private static final Person ANN = new Person(
            new EmailAddress("ann@example.org"), "Ann Lee", Map.of("department", "IT", "Since", "2024-02-29"));

    @Test
    void a_workbook_has_shared_texts_numbers_dates_and_values_of_formulas() {
        var parts = TestWorkbook.xlsxParts("""
                <row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c><c r="C2" t="s"><v>2</v></c>
                  <c r="D2" t="inlineStr"><is><t>Since</t></is></c><c r="E2" t="inlineStr"><is><t>Cost centre</t></is></c></row>
                <row r="3" hidden="1"><c r="A3" t="str"><f>LOWER("ANN@example.org")</f><v>ann@example.org</v></c><c r="B3" t="s"><v>3</v></c>
                  <c r="C3" t="inlineStr"><is><t>IT</t></is></c><c r="D3" s="1"><v>45351</v></c></row>
                <row r="5"><c r="A5" t="inlineStr"><is><t>bob@example.org</t></is></c><c r="E5"><v>4.711E3</v></c></row>
                """);
        parts.put(
                "xl/sharedStrings.xml",
                TestWorkbook.xml("<sst><si><t>E-mail Address</t></si><si><t>Display"
                        + " Name</t></si><si><t>Department</t></si><si><r><t>Ann</t></r><r><t"
                        + " xml:space=\"preserve\"> Lee</t></r><rPh><t>x</t></rPh></si></sst>"));
        parts.put(
                "xl/styles.xml",
                TestWorkbook.xml(
                        "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"));

        var people = new ArrayList<Person>();
        var findings = read(TestWorkbook.zip(parts), people);

        assertThat(findings.badRows()).isEmpty();
        assertThat(people)
                .containsExactly(
                        ANN, new Person(new EmailAddress("bob@example.org"), "", Map.of("Cost centre", "4711")));
        assertThat(findings.notes())
                .containsExactly(
                        "1 row is hidden in the spreadsheet, for example by a filter, and read like the others.");
    }

    @Test
    void an_opendocument_sheet_has_repeated_cells_paragraphs_and_comments() {
        var people = new ArrayList<Person>();
        var findings = read(
                TestWorkbook.ods(
                        "<table:table-row table:number-rows-repeated=\"3\"><table:table-cell/></table:table-row>"
                                + TestWorkbook.odsRow("Mail", "Nom complet", "Abteilung", "Since")
                                + """
                                <table:table-row><table:table-cell office:value-type="string"><office:annotation><text:p>a comment</text:p></office:annotation>
                                <text:p><text:a>ann@example.org</text:a></text:p></table:table-cell>
                                <table:table-cell office:value-type="string"><text:p>Ann<text:s/>Lee</text:p></table:table-cell>
                                <table:table-cell office:value-type="string" calcext:value-type="string"><text:p>IT</text:p></table:table-cell>
                                <table:table-cell office:value-type="date" office:date-value="2024-02-29"><text:p>29.02.24</text:p></table:table-cell>
                                </table:table-row>
                                <table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
                                """),
                people);

        assertThat(findings.badRows()).isEmpty();
        assertThat(people).containsExactly(ANN);
    }

    /** Java 24 and newer end at 100,000 of them by default. */
    @Test
    void a_list_with_many_ampersands_is_read_to_its_end() {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("E-Mail", "Department"));
        for (int i = 0; i < 2_600; i++)
            rows.add(List.of("p" + i + "@example.org", "R&D ".repeat(40).strip()));
        var people = new ArrayList<Person>();

        assertThat(read(TestWorkbook.xlsx(rows), people).clean()).isTrue();

        assertThat(people).hasSize(2_600);
    }

    @Test
    void a_wrong_cell_is_named_as_the_spreadsheet_names_it() {
        var findings = read(
                TestWorkbook.xlsx(List.of(
                        List.of("Name", "E-Mail"),
                        List.of("Ann", "ann@example.org"),
                        List.of("Bob", "bob.example.org"),
                        List.of("Ann again", "Ann@example.org"))),
                new ArrayList<>());

        assertThat(findings.refusalMessage()).isEqualTo("""
                staff.xlsx: 2 of 3 rows cannot be used. Nothing was imported.
                  cell B3, column "E-Mail": "bob.example.org" has no @
                  cell B4, column "E-Mail": "Ann@example.org" is a duplicate of row 2
                Fix them and import again, or import the other 1 with --without-bad-rows.\
                """);
        assertThat(findings.badRows().get(0).cells()).containsExactly("Bob", "bob.example.org");
    }

    @Test
    void x22_only_some_spreadsheets_are_read_at_once_and_one_more_is_told_so() {
        byte[] file = TestWorkbook.xlsx(List.of(List.of("E-Mail"), List.of("ann@example.org")));

        assertThatThrownBy(() -> readWithin(file, 5))
                .isInstanceOf(RequestRefused.class)
                .hasMessageContaining("reads 4 spreadsheets at the same time and is busy. Nothing was imported.");
        for (int i = 0; i < 5; i++) assertThat(readWithin(file, 4)).isEqualTo(4);
    }

    /** Opens one file while the one before is read. */
    private static int readWithin(byte[] file, int files) {
        var read = new AtomicInteger();
        PeopleFileReader.read(
                PeopleFile.of("staff.xlsx", new ByteArrayInputStream(file)),
                person -> read.set(1 + (files == 1 ? 0 : readWithin(file, files - 1))));
        return read.get();
    }

    private static FileFindings read(byte[] file, List<Person> people) {
        return PeopleFileReader.read(PeopleFile.of("staff.xlsx", new ByteArrayInputStream(file)), people::add);
    }
}
