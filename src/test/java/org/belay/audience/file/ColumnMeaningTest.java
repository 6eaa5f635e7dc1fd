package org.belay.audience.file;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.belay.audience.person.Person;
import org.belay.audience.table.FileKind;
import org.belay.platform.RequestRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnMeaningTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "First Name [Required],Last Name [Required],Email Address [Required],Department", // Google Workspace
                "Legal Name - First Name,Legal Name - Last Name,Email - Primary Work,Department", // Workday
                "givenName,surname,mail,department", // Entra ID
                "firstName,lastName,email,department", // Okta
                "GivenName,sn,EmailAddress,Department", // Active Directory
                "First Name,Last Name,E-mail Address,Department", // Outlook
                "Prénom,Nom,Adresse e-mail,Département",
                "Nombre,Apellidos,Correo electrónico,Departamento",
                "Vorname,Nachname,E-Mail-Adresse,Abteilung"
            })
    void headers_of_usual_exports_are_recognised(String header) {
        assertThat(people(file(header + "\nAnn,Lee,ann@example.org,IT\n")))
                .extracting(Person::name, person -> person.attributes().get("department"))
                .containsExactly(org.assertj.core.groups.Tuple.tuple("Ann Lee", "IT"));
    }

    @Test
    void a_choice_comes_before_the_headers_and_a_remembered_one_behind_it() {
        String csv = "Mail 1,Mail 2,Team,Salary\nann@example.org,ann@example.com,IT,12\n";
        var choice = ColumnChoice.of(List.of("EMAIL=mail 2", "department=Team", "none=Salary"));

        Person ann = people(file(csv).columns(choice)).get(0);
        assertThat(ann.address().text()).isEqualTo("ann@example.com");
        assertThat(ann.attributes()).isEqualTo(Map.of("Mail 1", "ann@example.org", "department", "IT"));

        Person again = people(file(csv)
                        .columns(ColumnChoice.of(List.of("email=Mail 1")).over(choice.all())))
                .get(0);
        assertThat(again.address().text()).isEqualTo("ann@example.org");
        assertThat(again.attributes()).isEqualTo(Map.of("Mail 2", "ann@example.com", "department", "IT"));
    }

    @Test
    void a_choice_that_does_not_fit_the_file_is_refused() {
        assertThatThrownBy(() -> people(file("email\na@example.org\n").columns(ColumnChoice.of(List.of("name=Who")))))
                .hasMessage("staff.csv, line 1: no column is called Who; found: email. Nothing was imported.");
        assertThatThrownBy(() -> ColumnChoice.of(List.of("email"))).isInstanceOf(RequestRefused.class);
        assertThatThrownBy(() -> people(file("a,b\nx,y\n").columns(ColumnChoice.of(List.of("email=a", "email=b")))))
                .hasMessageContaining("mean the same (email)");
    }

    @Test
    void two_columns_of_one_name_are_told_apart_by_number() {
        assertThat(people(file("email,email\na@example.org,b@example.org\n")
                                .columns(ColumnChoice.of(List.of("email=email (2)", "none=email"))))
                        .get(0)
                        .address()
                        .text())
                .isEqualTo("b@example.org");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "accountEnabled;True;False",
                "userAccountControl;512;514",
                "Status [READ ONLY];Active;Suspended",
                "status;ACTIVE;DEPROVISIONED",
                "Suspended;FALSE;TRUE"
            })
    void people_with_disabled_accounts_are_named_or_left_out(String column) {
        String[] part = column.split(";");
        String csv = "mail," + part[0] + "\nann@example.org," + part[1] + "\nbob@example.org," + part[2] + "\n";

        var kept = PeopleFileReader.check(file(csv));
        assertThat(kept.good()).isEqualTo(2);
        assertThat(kept.notes())
                .singleElement()
                .asString()
                .contains("1 person has a disabled account", "--leave-out-disabled");
        assertThat(people(file(csv + ",%s\n".formatted(part[2])).disabled(DisabledAccountPolicy.LEAVE_OUT)))
                .extracting(person -> person.address().text())
                .containsExactly("ann@example.org");
    }

    @Test
    void addresses_that_look_like_others_are_reported() {
        var findings = PeopleFileReader.check(file("email\n"
                + "\u0430nn@example.org\n"
                + "bob@ex\u0430mple.org\n"
                + "zo\u00eb@example.org\n"
                + "\u674e\u96f7@example.org\n"
                + "cem@example.org\n"));

        assertThat(findings.good()).isEqualTo(5);
        assertThat(findings.notes())
                .singleElement()
                .asString()
                .contains("2 addresses have letters", "line 2", "line 3");
    }

    @Test
    void a_typed_list_is_read_as_mail_programs_write_it() {
        String typed = """
                Ann Lee <ann@example.org>; "Lee, Bob" <bob@example.org>,cem@example.org

                Seidel, Ulrike <uli@example.org>, Zoë <zoe@example.org>
                no address here
                """;
        var people = new ArrayList<Person>();
        var findings = PeopleFileReader.read(file(typed).kind(FileKind.TYPED_LIST), people::add);

        assertThat(people)
                .extracting(person -> person.address().text() + " " + person.name())
                .containsExactly(
                        "ann@example.org Ann Lee",
                        "bob@example.org Lee, Bob",
                        "cem@example.org ",
                        "uli@example.org Seidel, Ulrike",
                        "zoe@example.org Zoë");
        assertThat(findings.badRows())
                .singleElement()
                .satisfies(row -> assertThat(row.position() + row.problem())
                        .isEqualTo("line 4, column \"email\":\"no address here\" has no @"));
    }

    @Test
    void remembered_columns_of_files_do_not_count_for_a_typed_list() {
        var people = new ArrayList<Person>();
        var list = file("Ann <ann@example.org>")
                .kind(FileKind.TYPED_LIST)
                .columns(ColumnChoice.BY_HEADER.over(Map.of("name", "department")));
        PeopleFileReader.read(list, people::add);

        assertThat(people).extracting(Person::name).containsExactly("Ann");
    }

    @Test
    void utf_16_is_read_with_and_without_byte_order_mark() {
        for (String csv : List.of("\uFEFFmail\tname\nann@example.org\tZoë\n", "mail\tname\nann@example.org\tZoë\n")) {
            byte[] bytes = csv.getBytes(UTF_16LE);
            byte[] swapped = csv.getBytes(java.nio.charset.StandardCharsets.UTF_16BE);
            for (byte[] each : List.of(bytes, swapped)) {
                assertThat(people(PeopleFile.of("staff.txt", new ByteArrayInputStream(each))))
                        .extracting(Person::name)
                        .containsExactly("Zoë");
            }
        }
    }

    @Test
    void a_mapping_page_sees_every_column_with_its_values() {
        var samples = PeopleFileReader.columns(
                file("email,E-Mail,,Salary\na@example.org,b@example.org,x,1\n,,,2\n,,,3\n,,,4\n"));

        assertThat(samples).extracting(ColumnSample::name).containsExactly("email", "E-Mail", "column 3", "Salary");
        assertThat(samples).extracting(ColumnSample::meaning).containsExactly("email", "E-Mail", "column 3", "Salary");
        assertThat(samples.get(3).values()).containsExactly("1", "2", "3");
    }

    private static List<Person> people(PeopleFile file) {
        var people = new ArrayList<Person>();
        assertThat(PeopleFileReader.read(file, people::add).badRows()).isEmpty();
        return people;
    }

    private static PeopleFile file(String csv) {
        return PeopleFile.of("staff.csv", new ByteArrayInputStream(csv.getBytes(UTF_8)));
    }
}
