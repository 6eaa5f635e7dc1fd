package org.belay.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.belay.audience.Audience;
import org.belay.audience.Audiences;
import org.belay.audience.person.Person;
import org.belay.audit.AuditLog;
import org.belay.cli.BelayCommand;
import org.belay.cli.http.JsonObject;
import org.belay.cli.print.ExitCode;
import org.belay.directory.ldap.TestDirectory;
import org.belay.directory.ldap.TestDirectory.SearchHabit;
import org.belay.directory.model.SourceDefinition.LdapSource;
import org.belay.platform.RequestRefused;
import org.belay.platform.database.Database;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.TestInstallation;
import org.belay.testsupport.browser.HttpBrowser;
import org.belay.testsupport.database.TestPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Audiences from an LDAP directory, through the API and the command line. */
class AudienceSourcesIT {
    private static final String PEOPLE = "ou=people," + TestDirectory.BASE;
    private static final String PERSON = "(objectClass=inetOrgPerson)";

    private static final TestDirectory directory =
            new TestDirectory().people(1, 10).group("shrinking", TestDirectory.person(1));

    private static final Database hr = TestPostgres.shared().fresh();

    @RegisterExtension
    static final BelayServer belay = server();

    private static int round;

    @TempDir
    private Path folder;

    private final Audiences audiences = belay.bean(Audiences.class);
    private final AudienceSources sources = belay.bean(AudienceSources.class);
    private final AuditLog audit = belay.bean(AuditLog.class);
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String name;

    private static BelayServer server() {
        try {
            BelayServer server = BelayServer.serve().unshared();
            directory.settings(Files.createTempDirectory("belay-ldap-")).forEach(server::set);
            Path password = Files.writeString(
                    Files.createTempFile("belay-hr-", ""),
                    hr.ownerOrApplication().password().orElseThrow());
            return server.set("BELAY_DIRECTORY_LDAP_PAGE_SIZE", "4")
                    .set("BELAY_DIRECTORY_SQL_HR_URL", hr.url())
                    .set(
                            "BELAY_DIRECTORY_SQL_HR_USER",
                            hr.ownerOrApplication().user().orElseThrow())
                    .set("BELAY_DIRECTORY_SQL_HR_PASSWORD_FILE", password.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    static void close() {
        directory.close();
        TestPostgres.shared().drop(hr);
    }

    @BeforeEach
    void users() {
        belay.createUsers();
        directory.habit(SearchHabit.NONE);
        name = "Staff " + ++round;
    }

    @Test
    void an_audience_is_read_from_the_directory_by_commands() {
        assertThat(run("olga", "audience", "source", "ldap", name, "--base", PEOPLE, "--filter", "(c=DE)"))
                .as(err.toString())
                .isEqualTo(ExitCode.DONE);
        assertThat(run("nora", "audience", "sync", name, "--preview")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains("\"" + name + "\" would have 5 people: 5 added, 0 removed.");
        assertThat(audience().people()).isZero();

        assertThat(run("nora", "audience", "sync", name)).isEqualTo(ExitCode.DONE);

        assertThat(out.toString()).endsWith("\"" + name + "\" has 5 people: 5 added, 0 removed.\n");
        assertThat(audience().people()).isEqualTo(5);
        assertThat(audience().attributes()).containsExactly("country", "department");
        assertThat(audience().fileName()).isEqualTo("LDAP (c=DE) below " + PEOPLE);
        Person two = audiences.person(audience().id(), "p2@corp.example").orElseThrow();
        assertThat(two.name()).isEqualTo("Person 2");
        assertThat(two.attributes()).isEqualTo(Map.of("country", "DE", "department", "D2"));
        run("ada", "audience", "source", "list");
        assertThat(out.toString()).containsPattern(name + " +5 +CURRENT");
        assertThat(entries()).containsExactly("source by olga@example.org", "sync by nora@example.org");
        assertThat(run("olga", "audience", "source", "remove", name)).isEqualTo(ExitCode.DONE);
        assertThat(run("nora", "audience", "sync", name)).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("\"" + name + "\" has no source.");
        assertThat(audience().people()).isEqualTo(5);
    }

    @Test
    void entries_that_cannot_be_used_are_left_out_and_reported() {
        entry("nomail", "displayName", "No Mail");
        entry("twice", "mail", "P1@corp.example");
        entry("odd", "mail", "odd.corp.example");
        entry("off", "userAccountControl", "514");
        try {
            define(PERSON);

            JsonObject report = sync(0);

            assertThat(report.number("people")).isEqualTo(10);
            assertThat(report.number("leftOut")).isEqualTo(3);
            assertThat(report.text("message"))
                    .contains("uid=nomail," + PEOPLE + ", email: is empty")
                    .contains("uid=odd," + PEOPLE + ", email: \"odd.corp.example\" has no @")
                    .contains("is also the address of an earlier one")
                    .contains("1 disabled accounts were left out");
        } finally {
            List.of("nomail", "twice", "odd", "off").forEach(uid -> directory.delete("uid=" + uid + "," + PEOPLE));
        }
    }

    @Test
    void removals_of_more_than_a_fifth_wait_for_a_person() {
        group(10);
        define(PERSON, "shrinking");
        sync(0);
        group(8);
        assertThat(sync(0).number("removed")).as("a fifth").isEqualTo(2);
        group(5);

        assertThatThrownBy(() -> sync(1_000)).as("no number was shown").hasMessageContaining("3 of 8");
        define(PERSON, "shrinking");
        assertThatThrownBy(() -> sync(0))
                .hasMessageContaining("3 of 8 people would be removed, more than 20 %.")
                .hasMessageContaining("p6@corp.example, p7@corp.example, p8@corp.example")
                .hasMessageContaining("--accept-removals 3");
        assertThat(audience().people()).isEqualTo(8);
        assertThat(source().text("state")).isEqualTo("HELD");
        assertThatThrownBy(() -> sync(2)).as("fewer were accepted").hasMessageContaining("--accept-removals 3");

        assertThatThrownBy(() -> sync(4)).as("more were accepted than shown").hasMessageContaining("3 of 8");

        assertThat(sync(3).number("people")).isEqualTo(5);
        assertThat(audit.entriesAbout("audience " + name))
                .last()
                .satisfies(entry -> assertThat(entry.toString()).contains("accepted removals"));
        assertThat(source().text("state")).isEqualTo("CURRENT");
        assertThat(entries()).endsWith("sync held by nora@example.org", "sync by nora@example.org");
    }

    @Test
    void a_source_that_is_cut_off_removes_nobody() {
        define(PERSON);
        sync(0);
        directory.habit((number, search) -> {
            if (number == 3) throw new LDAPException(ResultCode.SIZE_LIMIT_EXCEEDED, "too many");
        });

        assertThatThrownBy(() -> sync(10))
                .hasMessageContaining("\"" + name + "\" was not changed.")
                .hasMessageContaining("a limit of the directory cut off the result");
        assertThat(audience().people()).isEqualTo(10);
        assertThat(source().text("state")).isEqualTo("FAILED");
        assertThat(source().text("message")).contains("cut off");
        assertThat(entries()).endsWith("sync failed by nora@example.org");
    }

    @Test
    void a_filter_that_matches_nobody_resolves_to_nobody_and_blocks() {
        define("(c=AQ)");

        assertThatThrownBy(() -> sync(0)).hasMessageContaining("returned no people");
        assertThat(audience().people()).isZero();
        assertThatThrownBy(() -> audiences.freeze(audience().id()))
                .isInstanceOf(RequestRefused.class)
                .hasMessageContaining("is empty");
    }

    @Test
    void an_audience_is_read_by_a_query() {
        String query =
                "SELECT 'q' || n || '@corp.example' AS email, 'Query ' || n AS name FROM generate_series(1, 7) n";
        assertThat(run("olga", "audience", "source", "sql", name, "--database", "hr", "--query", query))
                .as(err.toString())
                .isEqualTo(ExitCode.DONE);

        assertThat(sync(0).number("people")).isEqualTo(7);
        assertThat(audiences.sample(audience().id(), 1))
                .extracting(Person::name)
                .containsExactly("Query 1");
    }

    @Test
    void a_misspelt_key_is_refused() {
        assertThatThrownBy(() -> put(Map.of("base", PEOPLE, "filter", PERSON, "gruop", TestDirectory.group("x"))))
                .hasMessageContaining("\"ldap\" has no \"gruop\". Did you mean \"group\"?");
        var withoutGroup = new HashMap<String, Object>(Map.of("base", PEOPLE, "filter", PERSON));
        withoutGroup.put("group", null);
        assertThatThrownBy(() -> put(withoutGroup)).hasMessageContaining("\"group\" must be the DN of a group");
        var both = Map.of(
                "audience", name, "ldap", Map.of("base", PEOPLE, "filter", PERSON), "sql", Map.of("database", "hr"));
        assertThatThrownBy(() -> belay.as(TestInstallation.ADMIN).put("/sources", both))
                .hasMessageContaining("not both");
        assertThat(audiences.byName(name)).isEmpty();
        define(PERSON);
        assertThatThrownBy(() -> belay.as(TestInstallation.AUTHOR)
                        .post("/sources/sync", Map.of("audience", name, "previw", true)))
                .hasMessageContaining("A sync has no \"previw\". Did you mean \"preview\"?");
        assertThat(audience().people()).isZero();
    }

    @Test
    void a_source_that_is_set_again_while_it_is_read_changes_nothing() {
        define(PERSON);
        directory.habit((number, search) -> {
            directory.habit(SearchHabit.NONE);
            define("(c=DE)");
        });

        assertThatThrownBy(() -> sync(0)).hasMessageContaining("its source was set again or removed");
        assertThat(audience().people()).isZero();
        assertThat(source().text("state")).isEqualTo("NEW");
    }

    @Test
    void a_fault_of_the_database_shows_as_failed() {
        define(PERSON);
        belay.sql().sql("""
                CREATE FUNCTION no_import() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN RAISE EXCEPTION 'no space'; END $$
                """).update();
        belay.sql().sql("""
                CREATE TRIGGER no_import BEFORE INSERT ON audience_import
                   FOR EACH STATEMENT EXECUTE FUNCTION no_import()
                """).update();
        try {
            assertThatThrownBy(() -> sync(0)).isNotNull();
            assertThat(source().text("state")).isEqualTo("FAILED");
            assertThat(source().text("message")).contains("failed unexpectedly");
        } finally {
            belay.sql().sql("DROP TRIGGER no_import ON audience_import").update();
            belay.sql().sql("DROP FUNCTION no_import()").update();
        }
    }

    @Test
    void the_page_keeps_the_attributes_that_a_command_has_set() {
        put(Map.of("base", PEOPLE, "filter", PERSON, "attributes", Map.of("office", "l")));

        HttpBrowser.signedIn(belay, TestInstallation.ADMIN)
                .submit(
                        "/sources",
                        "/sources/ldap",
                        Map.of("audience", name, "base", PEOPLE, "filter", "(c=DE)", "group", ""));

        assertThat(sources.of(name).orElseThrow().definition())
                .isEqualTo(new LdapSource(PEOPLE, "(c=DE)", Optional.empty(), Map.of("office", "l")));
    }

    @Test
    void a_filter_that_is_missing_is_refused() {
        assertThatThrownBy(() -> define("")).hasMessageContaining("no filter");
        assertThatThrownBy(() -> define("(c=")).hasMessageContaining("cannot be read");
        assertThat(audiences.byName(name)).isEmpty();
    }

    private static void group(int last) {
        directory.delete(TestDirectory.group("shrinking"));
        directory.group(
                "shrinking",
                IntStream.rangeClosed(1, last).mapToObj(TestDirectory::person).toArray(String[]::new));
    }

    private static void entry(String uid, String attribute, String value) {
        directory.add(
                "uid=" + uid + "," + PEOPLE,
                new Attribute("objectClass", "inetOrgPerson"),
                new Attribute("uid", uid),
                new Attribute(attribute, value));
    }

    private void define(String filter) {
        put(Map.of("base", PEOPLE, "filter", filter));
    }

    private void define(String filter, String group) {
        put(Map.of("base", PEOPLE, "filter", filter, "group", TestDirectory.group(group)));
    }

    private void put(Map<String, Object> ldap) {
        belay.as(TestInstallation.ADMIN).put("/sources", Map.of("audience", name, "ldap", ldap));
    }

    private JsonObject sync(int accepted) {
        return belay.as(TestInstallation.AUTHOR)
                .post("/sources/sync", Map.of("audience", name, "acceptRemovals", accepted));
    }

    private JsonObject source() {
        return belay.as(TestInstallation.AUDITOR).get("/sources").list("sources").stream()
                .filter(one -> one.text("audience").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Audience audience() {
        return audiences.byName(name).orElseThrow();
    }

    private List<String> entries() {
        return audit.entriesAbout("audience " + name).stream()
                .map(entry -> entry.action() + " by " + entry.actor())
                .toList();
    }

    private int run(String person, String... command) {
        try {
            Path token = Files.writeString(folder.resolve(person), TestInstallation.token(person));
            var all = new ArrayList<>(List.of(command));
            all.addAll(List.of("--url", belay.url("/").toString(), "--token-file", token.toString()));
            return BelayCommand.with()
                    .setOut(new PrintWriter(out))
                    .setErr(new PrintWriter(err))
                    .execute(all.toArray(String[]::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
