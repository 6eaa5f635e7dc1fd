package org.belay.directory.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.belay.access.UserId;
import org.belay.audience.AudienceId;
import org.belay.audience.Audiences;
import org.belay.cli.http.JsonObject;
import org.belay.testkit.FaultyRelay;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.TestInstallation;
import org.belay.testsupport.TestMailing;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Audiences that are selected from others, resolved by PostgreSQL. */
class SelectionIT {
    private static final FaultyRelay relay = FaultyRelay.start();

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve().relay(relay);

    private static int round;

    private final Audiences audiences = belay.bean(Audiences.class);
    private String name;

    @BeforeEach
    void three_audiences() {
        name = "Selected " + ++round;
        importCsv("Staff", """
                email,name,country,department,language
                ann@example.org,Ann,DE,IT,de-AT
                bob@example.org,Bob,DE,Legal,en
                cem@example.org,Cem,FR,IT,fr
                dan@example.org,Dan,DE,,de
                """);
        importCsv("Contractors", "email,name,country\nCEM@example.org,Cem C,ES\neve@example.org,Eve,DE\n");
        importCsv("Board", "email\nbob@example.org\n");
    }

    @Test
    void audiences_are_united_intersected_and_subtracted() {
        assertThat(selected("in Staff or in Contractors")).containsExactly("ann", "bob", "cem", "dan", "eve");
        assertThat(selected("in Staff and in Contractors")).containsExactly("cem");
        assertThat(selected("in Staff but not in Contractors")).containsExactly("ann", "bob", "dan");
        assertThat(selected("(in Staff or in Contractors) but not in Board"))
                .containsExactly("ann", "cem", "dan", "eve");
    }

    @Test
    void people_are_selected_by_their_attributes() {
        assertThat(selected("in staff and country is Germany and department is not Legal"))
                .as("also without a department")
                .containsExactly("ann", "dan");
        assertThat(selected("in Staff and department is one of IT, legal")).containsExactly("ann", "bob", "cem");
        assertThat(selected("in Staff and department is empty")).containsExactly("dan");
        assertThat(selected("in Staff and language is de")).as("also de-AT").containsExactly("ann", "dan");
        assertThat(selected("in Contractors or in Staff and country is DE"))
                .containsExactly("cem", "eve", "ann", "bob", "dan");
        assertThat(audiences
                        .person(audiences.byName(name).orElseThrow().id(), "cem@example.org")
                        .orElseThrow()
                        .attributes())
                .as("as in the first audience that is named")
                .containsEntry("country", "ES");
    }

    @Test
    void what_became_of_a_mailing_selects_people() {
        TestMailing mailing =
                belay.mailing(6).imported().drafted().submitted().approved().scheduled();
        mailing.awaitSent();
        state(mailing, 1, "IN_DOUBT");
        state(mailing, 2, "REJECTED");
        belay.sql().sql("""
                INSERT INTO bounce (delivery, dispatch, report, status, reason)
                SELECT d.id, d.dispatch, 0, '5.1.1', 'no such mailbox' FROM delivery d JOIN dispatch p ON p.id = d.dispatch
                 WHERE p.mailing = :id AND p.kind = 'NOTICE' AND d.ordinal = 3
                """).param("id", mailing.mailingNumber()).update();

        assertThat(selectedOf(mailing, "got %s")).containsExactly(0, 4, 5);
        assertThat(selectedOf(mailing, "may have %s")).containsExactly(0, 1, 3, 4, 5);
        assertThat(selectedOf(mailing, "did not get %s")).containsExactly(2, 3);
        assertThat(selectedOf(mailing, "may have %1$s but not got %1$s")).containsExactly(1, 3);
    }

    @Test
    void what_does_not_exist_is_named() {
        assertThatThrownBy(() -> define("in Staf"))
                .hasMessageContaining("no audience \"Staf\". Did you mean \"Staff\"?");
        assertThatThrownBy(() -> define("in Staff and contry is DE"))
                .hasMessageContaining("no attribute \"contry\"")
                .hasMessageContaining("Did you mean country?");
        assertThatThrownBy(() -> define("not in Staff")).hasMessageContaining("names no people");
        assertThatThrownBy(() -> define("country is DE")).hasMessageContaining("names no people");
        assertThatThrownBy(() -> define("in Staff but not got M-9999"))
                .hasMessageContaining("M-9999 was never submitted");
        assertThatThrownBy(() -> define("in \"" + name + "\"")).hasMessageContaining("cannot be selected from itself");
        assertThat(audiences.byName(name)).isEmpty();
    }

    @Test
    void a_mistyped_value_behind_not_is_an_error_as_it_would_exclude_nobody() {
        assertThatThrownBy(() -> define("in Staff and country is not Germny"))
                .hasMessageContaining("None of the people has the country \"Germny\". They have: DE, FR.");
        assertThatThrownBy(() -> define("in Staff and department is not Legall"))
                .hasMessageContaining("Did you mean Legal?");
        assertThatThrownBy(() -> define("in Staff and department is one of IT, HR"))
                .hasMessageContaining("the department \"HR\"");
    }

    @Test
    void only_attributes_of_the_people_who_are_named_count() {
        importCsv("Contractors", "email,country\neve@example.org,\n");

        assertThatThrownBy(() -> define("in Contractors and country is not DE"))
                .as("a column without values")
                .hasMessageContaining("no attribute \"country\"");
        assertThatThrownBy(() -> define("in Board and country is not DE but not in Staff"))
                .as("of an audience behind not")
                .hasMessageContaining("no attribute \"country\"");
    }

    @Test
    void who_did_not_get_a_mailing_is_known_when_it_has_ended() {
        TestMailing mailing = belay.mailing(3).imported().drafted().submitted();

        assertThatThrownBy(() -> define("did not get " + mailing.id())).hasMessageContaining("has not ended");
        assertThatThrownBy(() -> define("in Staff but not did not get " + mailing.id()))
                .hasMessageContaining("has not ended");
    }

    @Test
    void the_writers_of_what_is_named_are_writers_of_the_selection() {
        define("in Staff but not in Board");
        sync();
        var selection = audiences.byName(name).orElseThrow().id();
        var board = audiences.byName("Board").orElseThrow().id();
        var other = belay.sql()
                .sql("SELECT id FROM app_user WHERE NOT id = ANY(:known) ORDER BY id LIMIT 1")
                .param("known", ids(selection))
                .query(Long.class)
                .single();
        assertThat(ids(selection)).doesNotContain(other);
        belay.sql()
                .sql("UPDATE audience SET imported_by = :other WHERE id = :board")
                .param("other", other)
                .param("board", board.value())
                .update();

        sync();

        assertThat(ids(selection)).contains(other);
        assertThat(audiences
                        .byName("Staff")
                        .map(staff -> audiences.writers(staff.id()))
                        .orElseThrow())
                .allMatch(writer -> List.of(ids(selection)).contains(writer.value()));
        define("in \"Staff\"");
        sync();
        assertThat(ids(selection)).doesNotContain(other);
    }

    @Test
    void an_audience_without_people_excludes_nobody_and_is_an_error() {
        define("in Staff");
        String empty = name;
        name = "Selected " + ++round;

        assertThatThrownBy(() -> define("in Staff but not in \"" + empty + "\""))
                .hasMessageContaining("has no people");
    }

    @Test
    void a_selection_of_nobody_changes_nothing() {
        assertThat(selected("in Staff and country is DE")).hasSize(3);
        importCsv("Staff", "email,country\nx@example.org,FR\n");

        assertThatThrownBy(this::sync).hasMessageContaining("None of the people has the country \"DE\"");
        importCsv("Staff", "email,country\nx@example.org,FR\ny@example.org,DE\n");
        importCsv("Board", "email\ny@example.org\n");
        define("in Staff and country is DE but not in Board");
        assertThatThrownBy(this::sync).hasMessageContaining("returned no people");
        assertThat(audiences.byName(name).orElseThrow().people()).isEqualTo(3);
    }

    private List<String> selected(String words) {
        name = "Selected " + ++round;
        define(words);
        sync();
        var audience = audiences.byName(name).orElseThrow();
        return audiences.sample(audience.id(), 100).stream()
                .map(person -> person.address().localPart().toLowerCase(Locale.ROOT))
                .toList();
    }

    private List<Integer> selectedOf(TestMailing mailing, String words) {
        List<String> found = selected(words.formatted(mailing.id()));
        return IntStream.range(0, mailing.people())
                .filter(i -> found.contains(mailing.address(i).replaceAll("@.*", "")))
                .boxed()
                .toList();
    }

    private Long[] ids(AudienceId audience) {
        return audiences.lockImporters(audience).stream().map(UserId::value).toArray(Long[]::new);
    }

    private void define(String words) {
        belay.as(TestInstallation.AUTHOR).put("/sources/selection", Map.of("audience", name, "words", words));
    }

    private JsonObject sync() {
        return belay.as(TestInstallation.AUTHOR)
                .post("/sources/sync", Map.of("audience", name, "acceptRemovals", 1_000));
    }

    private static void importCsv(String audience, String csv) {
        belay.mailing(1).importCsv(audience, csv);
    }

    private static void state(TestMailing mailing, int person, String state) {
        belay.sql()
                .sql("""
                UPDATE delivery SET state = :state
                 WHERE ordinal = :person
                   AND dispatch = (SELECT id FROM dispatch WHERE mailing = :id AND kind = 'NOTICE')
                """)
                .param("state", state)
                .param("person", person)
                .param("id", mailing.mailingNumber())
                .update();
    }
}
