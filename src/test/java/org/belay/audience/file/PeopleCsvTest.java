package org.belay.audience.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.belay.address.EmailAddress;
import org.belay.audience.person.Person;
import org.belay.platform.RequestRefused;
import org.junit.jupiter.api.Test;

class PeopleCsvTest {

    @Test
    void people_come_with_what_the_columns_say() {
        var people = people("E-Mail-Adresse;Vorname;NACHNAME;Sprache;Land;Abteilung;Cost centre\n"
                + "Ann.Lee@Example.ORG;Ann;Lee;de_at;at;IT;4711\n"
                + " bob@bücher.example ;;;Klingon;;;\n");

        assertThat(people)
                .containsExactly(
                        new Person(
                                new EmailAddress("Ann.Lee@example.org"),
                                "Ann Lee",
                                Map.of(
                                        "givenName",
                                        "Ann",
                                        "familyName",
                                        "Lee",
                                        "fullName",
                                        "Ann Lee",
                                        "language",
                                        "de-AT",
                                        "country",
                                        "AT",
                                        "department",
                                        "IT",
                                        "Cost centre",
                                        "4711")),
                        new Person(new EmailAddress("bob@xn--bcher-kva.example"), "", Map.of("language", "Klingon")));
    }

    @Test
    void commas_semicolons_a_byte_order_mark_crlf_and_quotes_are_all_read() {
        var expected = List.of(new Person(
                new EmailAddress("ann@example.org"), "Lee, \"Annie\"; A.", Map.of("department", "R&D, Ulm")));

        assertThat(people("email,name,dept\nann@example.org,\"Lee, \"\"Annie\"\"; A.\",\"R&D,\nUlm\"\n"))
                .isEqualTo(expected);
        assertThat(people("\uFEFFE_Mail;Display Name;Dept\r\n"
                        + "ann@example.org;\"Lee, \"\"Annie\"\"; A.\";R&D, Ulm\r\n\r\n"
                        + ";;\r\n"))
                .isEqualTo(expected);
        assertThat(people("\"e mail\",\"a;b;c\",name,department\n"
                        + "ann@example.org,,\"Lee, \"\"Annie\"\"; A.\",\"R&D, Ulm\""))
                .isEqualTo(expected);
    }

    @Test
    void languages_are_read_in_the_forms_that_directories_export() {
        assertThat(attribute(
                        "language",
                        "de",
                        "de-DE",
                        "de_AT",
                        "de, en-GB;q=0.8",
                        "de;q=1",
                        "en;q=0.5, de-CH",
                        "German",
                        "Deutsch",
                        "allemand",
                        "1031",
                        "3079",
                        "de_DE.UTF-8",
                        "de_DE@euro",
                        "EN-us",
                        "zh_Hans_CN",
                        "Français",
                        "zh-Hant",
                        "pt_BR",
                        "deu",
                        "ger",
                        "fre-CH",
                        "German (Switzerland)",
                        "Deutsch (Schweiz)",
                        "English (United States)",
                        "German - Austria",
                        "Chinese (Traditional, Taiwan)",
                        "0x0407",
                        "0407",
                        "00000807"))
                .containsExactly(
                        "de",
                        "de-DE",
                        "de-AT",
                        "de",
                        "de",
                        "de-CH",
                        "de",
                        "de",
                        "de",
                        "de-DE",
                        "de-AT",
                        "de-DE",
                        "de-DE",
                        "en-US",
                        "zh-Hans-CN",
                        "fr",
                        "zh-Hant",
                        "pt-BR",
                        "de",
                        "de",
                        "fr-CH",
                        "de-CH",
                        "de-CH",
                        "en-US",
                        "de-AT",
                        "zh-Hant-TW",
                        "de-DE",
                        "de-DE",
                        "de-CH");
    }

    @Test
    void countries_are_codes_names_or_uk() {
        assertThat(attribute(
                        "country",
                        "DE",
                        "de",
                        "DEU",
                        "Germany",
                        "Deutschland",
                        "UK",
                        "United Kingdom",
                        "GBR",
                        "U.S.A.",
                        "United States",
                        "Österreich",
                        "osterreich",
                        "The Netherlands",
                        "Czech Republic",
                        "Turkey",
                        "España",
                        "日本",
                        "United States of America",
                        "the Netherlands",
                        "Großbritannien",
                        "Oesterreich",
                        "Korea, Republic of",
                        "Korea, Democratic People's Republic of",
                        "Iran, Islamic Republic of",
                        "Bosnia and Herzegovina",
                        "Trinidad & Tobago",
                        "Ivory Coast",
                        "276",
                        "036",
                        "DE-BY",
                        "EL"))
                .containsExactly(
                        "DE", "DE", "DE", "DE", "DE", "GB", "GB", "GB", "US", "US", "AT", "AT", "NL", "CZ", "TR", "ES",
                        "JP", "US", "NL", "GB", "AT", "KR", "KP", "IR", "BA", "TT", "CI", "DE", "AU", "DE", "GR");
    }

    @Test
    void zones_have_their_name_of_today_an_older_one_or_that_of_windows() {
        assertThat(attribute(
                        "timezone",
                        "Europe/Berlin",
                        "europe/berlin",
                        "US/Eastern",
                        "Asia/Calcutta",
                        "W. Europe Standard Time",
                        "Eastern Standard Time",
                        "UTC",
                        "Europe/Kiev",
                        "w. europe standard time",
                        "EST5EDT",
                        "Japan",
                        "GB",
                        "PRC"))
                .containsExactly(
                        "Europe/Berlin",
                        "Europe/Berlin",
                        "America/New_York",
                        "Asia/Kolkata",
                        "Europe/Berlin",
                        "America/New_York",
                        "Etc/UTC",
                        "Europe/Kyiv",
                        "Europe/Berlin",
                        "America/New_York",
                        "Asia/Tokyo",
                        "Europe/London",
                        "Asia/Shanghai");
    }

    @Test
    void unrecognised_values_are_counted_and_their_rows_are_used() {
        assertThat(check("email,lang,tz\na@example.org,mul,UTC+2\nb@example.org,Gibberish (Mars),IST\n")
                        .notes())
                .hasSize(2);
        var findings = check(
                "email,Sprache,country,timezone\na@example.org,Klingon,Atlantis,EST\nb@example.org,Klingon,DE,CET5\n"
                        + "c@example.org,de,,Europe/Paris\n");

        assertThat(findings.good()).isEqualTo(3);
        assertThat(findings.message())
                .contains(
                        "\n"
                                + "Column \"Sprache\": 2 rows with \"Klingon\" (2): no language, such as de, en-GB or"
                                + " German; those people read the template's first language.",
                        "\nColumn \"country\": 1 row with \"Atlantis\" (1): no country,",
                        "\n"
                                + "Column \"timezone\": 2 rows with \"EST\" (1), \"CET5\" (1): no time zone, such as"
                                + " Europe/Berlin;");
    }

    @Test
    void lines_that_spreadsheets_and_shells_add_are_read() {
        var expected = List.of(
                new Person(new EmailAddress("ann@example.org"), "Ann", Map.of()),
                new Person(new EmailAddress("bob@example.org"), "Bob", Map.of()));

        assertThat(people("sep=;\r\nemail;name\r\nann@example.org;Ann\r\nbob@example.org;Bob\r\n"))
                .isEqualTo(expected);
        assertThat(people("sep=|\nemail|name\nann@example.org|Ann\nbob@example.org|Bob\n"))
                .isEqualTo(expected);
        assertThat(people("#TYPE Microsoft.ActiveDirectory.Management.ADUser\n"
                        + "\"email\",\"name\"\n"
                        + "\"ann@example.org\",\"Ann\"\n"
                        + "\"bob@example.org\",\"Bob\"\n"))
                .isEqualTo(expected);
        assertThat(people("\"sep=;\"\nemail;name\nann@example.org;Ann\nbob@example.org;Bob\n"))
                .isEqualTo(expected);
        assertThat(people("email|name\nann@example.org|Ann\nbob@example.org|Bob\n"))
                .isEqualTo(expected);
        assertThat(people("email\u00a0,\u00a0name\rann@example.org,Ann\rbob@example.org,Bob\r"))
                .isEqualTo(expected);
        assertThat(people("email\tname\nann@example.org\tAnn\nbob@example.org\tBob\n"))
                .isEqualTo(expected);
        assertThat(people("email,name\nann@example.org,Ann,,\nbob@example.org,Bob, \n"))
                .isEqualTo(expected);
        assertThat(check("sep=;\nemail;name\nann.example.org;Ann\n")
                        .badRows()
                        .get(0)
                        .line())
                .isEqualTo(3);
        assertThat(check("email,name\nann@example.org,Ann,x\n").badRows().get(0).reason())
                .isEqualTo("has 3 cells, the header has 2");
    }

    private static List<String> attribute(String column, String... values) {
        var csv = new StringBuilder("email;" + column + "\n");
        for (int i = 0; i < values.length; i++) csv.append("p%d@example.org;\"%s\"\n".formatted(i, values[i]));
        return people(csv.toString()).stream()
                .map(person -> person.attributes().get(column))
                .toList();
    }

    @Test
    void every_defect_is_named_with_line_column_and_reason() {
        String csv = """
                email,name,department
                ann.example.org,Ann,IT
                bob@example.org,Bob,IT
                BOB@EXAMPLE.org,Bobby,HR
                cem@example.org,Cem
                dan@example.org;eve@example.org,Dan,IT
                "fay@example.org\r\nBcc: x@y",Fay,IT
                ,Gus,IT
                hal@localhost,Hal,IT
                %s@example.org,Ida,IT
                jan@example.org,Jan,"a\u0000b"
                kim@example.org,Kim,IT
                """.formatted("x".repeat(65));
        var findings = check(csv);

        assertThat(findings.refusalMessage()).isEqualTo("""
                staff.csv: 9 of 11 rows cannot be used. Nothing was imported.
                  line 2, column "email":       "ann.example.org" has no @
                  line 4, column "email":       "BOB@EXAMPLE.org" is a duplicate of line 3
                  line 5:                       has 2 cells, the header has 3
                  line 6, column "email":       "dan@example.org;eve@example.org" holds more than one address
                  line 7, column "email":       "fay@example.orgU+000DU+000ABcc: x@y" has a control character (U+000D)
                  line 9, column "email":       is empty
                  line 10, column "email":      "hal@localhost" has no dot after the @
                  line 11, column "email":      "%s@example.org" has more than 64 bytes before the @
                  line 12, column "department": "aU+0000b" has a control character (U+0000)
                Fix them and import again, or import the other 2 with --without-bad-rows.\
                """.formatted("x".repeat(65)));
        assertThat(findings.duplicates()).isEqualTo(1);
        assertThat(findings.good()).isEqualTo(2);
    }

    @Test
    void a_file_in_another_encoding_is_reported_row_by_row() {
        var latin1 = check("email,name\nann@example.org,Zoë\nbob@example.org,Bob\n", StandardCharsets.ISO_8859_1);

        assertThat(latin1.badRows())
                .containsExactly(new BadRow(
                        2,
                        "line 2",
                        1,
                        "name",
                        "Zo\uFFFD",
                        "is not UTF-8 text; save the file as \"CSV UTF-8\"",
                        List.of("ann@example.org", "Zo\uFFFD")));
    }

    @Test
    void without_a_clear_address_column_the_file_is_refused() {
        assertThatThrownBy(() -> check("who,address,dept\nann@example.org,Main St,IT\n"))
                .hasMessage("staff.csv, line 1: no column is called email; found: who, address, dept. If one of"
                        + " them has the addresses, choose \"Email address\" for it in the browser, or add"
                        + " --column \"email=HEADER\". Nothing was imported.");
        assertThatThrownBy(() -> check("email,E-Mail\na@example.org,b@example.org\n"))
                .hasMessageContaining("the columns \"email\" and \"E-Mail\" mean the same (email); keep one.");
        assertThatThrownBy(() -> check("email,site,site\na@example.org,b,c\n"))
                .hasMessageContaining("\"site\" and \"site\"");
        assertThatThrownBy(() -> check("")).hasMessage("staff.csv: the file is empty. Nothing was imported.");
        assertThatThrownBy(() -> check("email,name\n,\n")).hasMessageContaining("a header but no rows");
        assertThatThrownBy(() -> check("\u0089PNG\r\n\u001a\n\u0000"))
                .hasMessageContaining("UTF-8 text with a header line");
    }

    @Test
    void an_open_quote_never_swallows_people_in_silence() {
        String rest = "bob@example.org,Bob\ncem@example.org,Cem\n";
        for (String csv : List.of(
                "email,name\nann@example.org,\"Ann\n" + rest,
                "email,name\n\"ann@example.org,Ann\n" + rest,
                "email,name\nann@example.org,\"Ann\n" + rest + "dan@example.org,\"Dan\"\n",
                "email,name\nann@example.org,\"Ann\" Lee\n" + rest,
                "email,name\nann@example.org,\"" + "bob@example.org,Bob\n".repeat(20_000))) {
            assertThatThrownBy(() -> check(csv))
                    .isInstanceOf(RequestRefused.class)
                    .hasMessageContaining("line 2: a quotation mark");
        }
        assertThat(people("email,name\nann@example.org,5\" Ann\n" + rest)).hasSize(3);
    }

    @Test
    void a_row_with_too_few_cells_is_wrong_also_if_its_account_is_disabled() {
        String csv = "status,email,name\ndisabled,ann@example.org\n,bob@example.org,Bob\n";
        var file = PeopleFile.of("staff.csv", new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)));

        var findings = PeopleFileReader.check(file.disabled(DisabledAccountPolicy.LEAVE_OUT));

        assertThat(findings.badRows()).extracting(BadRow::reason).containsExactly("has 2 cells, the header has 3");
        assertThat(findings.disabled()).isZero();
        assertThat(findings.good()).isEqualTo(1);
    }

    @Test
    void both_names_of_a_directory_export_are_kept() {
        assertThat(people("displayName,mail,name,\nAnn Lee,ann@example.org,alee,\n"))
                .containsExactly(new Person(new EmailAddress("ann@example.org"), "Ann Lee", Map.of("name", "alee")));
        assertThat(check("mail,\nann@example.org,x\n").badRows())
                .containsExactly(new BadRow(
                        2,
                        "line 2",
                        -1,
                        "",
                        "",
                        "has a value in column 2, which has no header. Give the column a header, or delete the value",
                        List.of("ann@example.org", "x")));
    }

    @Test
    void both_columns_of_a_country_in_a_directory_export_are_kept() {
        assertThat(people("mail,co,c\nann@example.org,Germany,DE\n"))
                .containsExactly(
                        new Person(new EmailAddress("ann@example.org"), "", Map.of("country", "DE", "c", "DE")));
        assertThatThrownBy(() -> check("mail,country,Country\nann@example.org,DE,DE\n"))
                .hasMessageContaining("mean the same (country); keep one.");
    }

    @Test
    void a_very_bad_file_lists_a_limited_number_of_rows() {
        var findings = check("email\n" + "x\n".repeat(3_000));

        assertThat(findings.badRows()).hasSize(1_000);
        assertThat(findings.refusalMessage()).endsWith("  and 2,000 more\nFix them and import again.");
    }

    @Test
    void a_valid_file_reports_its_recognised_columns() {
        assertThat(check("Mail,Vorname,Site\nann@example.org,Ann,Ulm\n").message())
                .isEqualTo("staff.csv: 1 person, every row can be used.\n"
                        + "Columns: Mail (email), Vorname (givenName), Site.");
        assertThat(check("email\nann@example.org\nx\n").importMessage("staff"))
                .isEqualTo("staff.csv: 1 person imported as \"staff\". Left out: 1 of 2 rows.\n"
                        + "  line 3, column \"email\": \"x\" has no @");
    }

    private static List<Person> people(String csv) {
        var people = new ArrayList<Person>();
        var findings = PeopleFileReader.read(
                PeopleFile.of("staff.csv", new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8))),
                people::add);
        assertThat(findings.badRows()).isEmpty();
        assertThat(findings.good()).isEqualTo(people.size());
        return people;
    }

    private static FileFindings check(String csv) {
        return check(csv, StandardCharsets.UTF_8);
    }

    private static FileFindings check(String csv, Charset charset) {
        return PeopleFileReader.check(PeopleFile.of("staff.csv", new ByteArrayInputStream(csv.getBytes(charset))));
    }
}
