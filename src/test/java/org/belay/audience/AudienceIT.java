package org.belay.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.belay.access.Role;
import org.belay.access.User;
import org.belay.access.Users;
import org.belay.address.EmailAddress;
import org.belay.audience.file.ColumnChoice;
import org.belay.audience.file.PeopleFile;
import org.belay.audience.person.Person;
import org.belay.audience.table.FileKind;
import org.belay.audit.AuditLog;
import org.belay.platform.RequestRefused;
import org.belay.testsupport.BelayServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

class AudienceIT {
    @RegisterExtension
    static final BelayServer belay = BelayServer.serve().unshared();

    private static final String STAFF = """
            email,name,language,country,department
            ann@example.org,Ann Lee,en,GB,IT
            li@example.org,李雷,zh,CN,IT
            obrien@example.org,"O'Brien, <b>Pat\\t\\</b>",en,GB,HR
            zoe@example.org,Zoë,,,
            """;

    private static User nora;

    private final Audiences audiences = belay.bean(Audiences.class);
    private final AudienceImports imports = belay.bean(AudienceImports.class);

    @BeforeAll
    static void createUser(Users users) {
        nora = users.enrol("Nora", "nora@example.org", Set.of(Role.AUTHOR), "belay");
    }

    @Test
    void a_file_becomes_people_and_is_on_record(AuditLog audit) {
        var report = imports.importFile("Staff", PeopleFile.of("staff.csv", csv(STAFF)), BadRowPolicy.REFUSE, nora);

        assertThat(report.message()).startsWith("staff.csv: 4 people imported as \"Staff\".");
        assertThat(audiences.byName("staff")).contains(report.audience());
        assertThat(report.audience().attributes()).containsExactly("language", "country", "department");
        assertThat(audiences.sample(report.audience().id(), 10))
                .extracting(Person::name)
                .containsExactly("Ann Lee", "李雷", "O'Brien, <b>Pat\\t\\</b>", "Zoë");
        assertThat(audiences.person(report.audience().id(), "ANN@example.org"))
                .contains(new Person(
                        new EmailAddress("ann@example.org"),
                        "Ann Lee",
                        Map.of("language", "en", "country", "GB", "department", "IT")));
        assertThat(audit.entriesAbout("audience Staff"))
                .last()
                .satisfies(row -> assertThat(row.action() + " by " + row.actor() + ": " + row.detail())
                        .isEqualTo("import by nora@example.org: {file=staff.csv, left out=0, people=4}"));
    }

    @Test
    void five_defects_are_listed_and_nothing_is_imported(AuditLog audit) {
        imports.importFile("before", PeopleFile.of("good.csv", csv(STAFF)), BadRowPolicy.REFUSE, nora);
        String five = """
                \uFEFFE-Mail;Name;Abteilung
                ann.example.org;Ann;IT
                bob@example.org;Bob;IT
                Bob@Example.org;Bobby;HR
                cem@example.org;Cem
                dan@example.org, eve@example.org;Dan;IT
                %s@example.org;Fay;IT
                gus@example.org;Gus;IT
                """.formatted("f".repeat(65));

        assertThatThrownBy(() ->
                        imports.importFile("before", PeopleFile.of("staff.csv", csv(five)), BadRowPolicy.REFUSE, nora))
                .isInstanceOf(BadRowsRefused.class)
                .hasMessage("""
                        staff.csv: 5 of 7 rows cannot be used. Nothing was imported.
                          line 2, column "E-Mail": "ann.example.org" has no @
                          line 4, column "E-Mail": "Bob@Example.org" is a duplicate of line 3
                          line 5:                  has 2 cells, the header has 3
                          line 6, column "E-Mail": "dan@example.org, eve@example.org" holds more than one address
                          line 7, column "E-Mail": "%s@example.org" has more than 64 bytes before the @
                        Fix them and import again, or import the other 2 with --without-bad-rows.\
                        """.formatted("f".repeat(65)));
        assertThat(audiences.byName("before").orElseThrow().people()).isEqualTo(4);
        assertThat(audiences.byName("before").orElseThrow().fileName()).isEqualTo("good.csv");
        assertThat(audit.entriesAbout("audience before")).hasSize(1);

        var others = imports.importFile("before", PeopleFile.of("staff.csv", csv(five)), BadRowPolicy.LEAVE_OUT, nora);
        assertThat(others.imported()).isEqualTo(2);
        assertThat(others.bad()).isEqualTo(5);
        assertThat(others.duplicates()).isEqualTo(1);
        assertThat(audiences.sample(others.audience().id(), 10))
                .extracting(person -> person.address().text())
                .containsExactly("bob@example.org", "gus@example.org");
    }

    @Test
    void a_snapshot_stays_when_its_audience_changes() {
        AudienceId id = imported("changing", STAFF);
        AudienceSnapshot before = audiences.freeze(id);
        imported("Changing", "mail\nnew@example.org\n");
        AudienceSnapshot after = audiences.freeze(id);

        assertThat(before.people()).isEqualTo(4);
        assertThat(after.people()).isEqualTo(1);
        assertThat(after.audienceName()).isEqualTo("Changing");
        assertThat(audiences.snapshot(before.id())).isEqualTo(before);
        assertThat(audiences.person(before.id(), "LI@example.org")).isPresent();
        assertThat(audiences.person(after.id(), "li@example.org")).isEmpty();
        assertThat(audiences.isIntact(before.id())).isTrue();
    }

    @Test
    void the_hash_is_of_people_and_their_order() {
        String turned = "email,name,language,country,department\nli@example.org,李雷,zh,CN,IT\n"
                + "ann@example.org,Ann Lee,en,GB,IT\n";
        String straight = "email,name,language,country,department\nann@example.org,Ann Lee,en,GB,IT\n"
                + "li@example.org,李雷,zh,CN,IT\n";
        String columnsMoved = "department;language;country;name;email\nIT;en;GB;Ann Lee;ann@example.org\n"
                + "IT;zh;CN;李雷;li@example.org\n";
        String hash = hash("one", straight);

        assertThat(hash).matches("[0-9a-f]{64}");
        assertThat(hash("two", straight)).isEqualTo(hash);
        assertThat(hash("three", columnsMoved)).isEqualTo(hash);
        assertThat(hash("four", turned)).isNotEqualTo(hash);
        assertThat(hash("five", straight.replace("GB", "DE"))).isNotEqualTo(hash);
    }

    @Test
    void recipients_of_a_snapshot_cannot_be_changed(JdbcClient sql) {
        AudienceSnapshot frozen = audiences.freeze(imported("frozen", STAFF));

        for (String change : List.of(
                "UPDATE recipient SET name = 'x'",
                "DELETE FROM recipient WHERE ordinal = 0",
                "TRUNCATE recipient CASCADE")) {
            assertThatThrownBy(() -> belay.sql().sql(change).update())
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("never change");
        }
        assertThat(audiences.isIntact(frozen.id())).isTrue();
    }

    @Test
    void p13_a_recipient_changed_past_the_import_breaks_no_preview_and_is_found(JdbcClient sql) {
        AudienceSnapshot frozen = audiences.freeze(imported("damaged", STAFF));
        belay.sql().sql("""
                SET session_replication_role = replica;
                UPDATE recipient SET address = E'a\\r\\nBcc: b@example.org' WHERE ordinal = 0 AND snapshot = %d;
                RESET session_replication_role
                """.formatted(frozen.id().value())).update();

        assertThat(audiences.isIntact(frozen.id())).isFalse();
        assertThat(audiences.sample(frozen.id(), 10)).hasSize((int) frozen.people() - 1);
    }

    @Test
    void groups_and_counts_put_those_without_a_value_together() {
        AudienceId id = imported("grouped", STAFF);
        AudienceSnapshot frozen = audiences.freeze(id);

        assertThat(audiences.valueGroups(frozen.id(), List.of("language", "department")))
                .containsExactlyInAnyOrder(
                        new ValueGroup(Map.of("language", "en", "department", "IT"), 1),
                        new ValueGroup(Map.of("language", "zh", "department", "IT"), 1),
                        new ValueGroup(Map.of("language", "en", "department", "HR"), 1),
                        new ValueGroup(Map.of("language", "", "department", ""), 1));
        assertThat(audiences.valueGroups(frozen.id(), List.of())).containsExactly(new ValueGroup(Map.of(), 4));
        assertThat(audiences.valueGroups(id, List.of("no such")))
                .containsExactly(new ValueGroup(Map.of("no such", ""), 4));
        assertThat(audiences.valueCounts(frozen.id(), "country"))
                .containsExactly(new ValueCount("GB", 2), new ValueCount("", 1), new ValueCount("CN", 1));
        assertThat(audiences.sample(frozen.id(), 2))
                .extracting(person -> person.address().text())
                .containsExactly("ann@example.org", "obrien@example.org");
    }

    @Test
    void an_empty_audience_is_refused() {
        assertThatThrownBy(() -> imports.importFile(
                        "none", PeopleFile.of("none.csv", csv("email\nx\n")), BadRowPolicy.LEAVE_OUT, nora))
                .isInstanceOf(RequestRefused.class)
                .hasMessageContaining("Nothing was imported");
        assertThatThrownBy(() -> imports.importFile(" ", PeopleFile.of("s.csv", csv(STAFF)), BadRowPolicy.REFUSE, nora))
                .hasMessageContaining("needs a name");
        assertThat(audiences.byName("none")).isEmpty();
    }

    @Test
    void an_audience_with_a_source_takes_no_file(JdbcClient sql) {
        AudienceId id = imported("sourced", STAFF);
        sql.sql("""
                INSERT INTO audience_source (audience, kind, definition, defined_by, state, message)
                VALUES (:id, 'LDAP', '{}', :by, 'NEW', '')
                """).param("id", id.value()).param("by", nora.id().value()).update();
        String refusal = "belay audience source remove \"sourced\"";

        assertThatThrownBy(() -> imported("Sourced", "email\nnew@example.org\n"))
                .isInstanceOf(RequestRefused.class)
                .hasMessageContaining("Nothing was imported. Use another name");
        assertThatThrownBy(() -> imports.preview("sourced", PeopleFile.of("staff.csv", csv(STAFF))))
                .hasMessageContaining(refusal);
        assertThat(audiences.get(id).people()).isEqualTo(4);
        sql.sql("DELETE FROM audience_source WHERE audience = :id")
                .param("id", id.value())
                .update();
    }

    @Test
    void a_typed_list_keeps_the_columns_that_are_remembered_for_files() {
        var choice = ColumnChoice.of(List.of("department=name", "name=Who"));
        imports.importFile(
                "remembering",
                PeopleFile.of("staff.csv", csv("email,name,Who\nann@example.org,IT,Ann\n"))
                        .columns(choice),
                BadRowPolicy.REFUSE,
                nora);
        var typed = PeopleFile.of("typed list", csv("Bob <bob@example.org>")).kind(FileKind.TYPED_LIST);
        var report = imports.importFile("remembering", typed, BadRowPolicy.REFUSE, nora);

        assertThat(audiences.sample(report.audience().id(), 1))
                .extracting(Person::name)
                .containsExactly("Bob");
        assertThat(imports.rememberedColumns("remembering"))
                .containsOnly(Map.entry("name", "department"), Map.entry("Who", "name"));
    }

    private AudienceId imported(String name, String csv) {
        return imports.importFile(name, PeopleFile.of(name + ".csv", csv(csv)), BadRowPolicy.REFUSE, nora)
                .audience()
                .id();
    }

    private String hash(String name, String csv) {
        return audiences.freeze(imported(name, csv)).sha256();
    }

    private static InputStream csv(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
