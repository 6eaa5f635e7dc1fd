package org.belay.directory.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.belay.directory.ldap.TestDirectory.group;
import static org.belay.directory.ldap.TestDirectory.person;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.belay.audience.source.SourceRow;
import org.belay.directory.model.SourceDefinition.LdapSource;
import org.belay.platform.RequestRefused;
import org.belay.platform.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LdapDirectoryTest {
    private static final String PEOPLE = "ou=people," + TestDirectory.BASE;
    private static final String PERSON = "(objectClass=inetOrgPerson)";

    @TempDir
    Path folder;

    private TestDirectory directory = new TestDirectory();

    @AfterEach
    void close() {
        directory.close();
    }

    @Test
    void people_are_read_over_starttls_in_pages() {
        directory.people(1, 25);

        List<SourceRow> rows = read(source(PERSON), Map.of("PAGE_SIZE", "10"));

        assertThat(rows).hasSize(25);
        assertThat(rows)
                .contains(new SourceRow(
                        person(7),
                        Map.of("email", "p7@corp.example", "name", "Person 7", "department", "D1", "country", "FR")));
        assertThat(directory.searches()).isEqualTo(3);
    }

    @Test
    void a_source_may_name_other_attributes() {
        directory.people(1, 1);

        var source = new LdapSource(PEOPLE, PERSON, Optional.empty(), Map.of("department", "uid", "login", "uid"));

        assertThat(read(source, Map.of()).get(0).values())
                .containsEntry("department", "p1")
                .containsEntry("login", "p1");
    }

    @Test
    void disabled_accounts_are_left_out_and_counted() {
        directory.people(1, 1);
        account("off", "userAccountControl", "514");
        account("on", "userAccountControl", "512");
        account("locked", "nsAccountLock", "TRUE");

        var rows = new ArrayList<SourceRow>();
        String notRead = new LdapDirectory(settings(Map.of())).read(source(PERSON), rows::add);

        assertThat(rows).extracting(SourceRow::place).containsExactlyInAnyOrder(person(1), "uid=on," + PEOPLE);
        assertThat(notRead).isEqualTo("2 disabled accounts were left out.");
    }

    @Test
    void members_of_nested_groups_are_found_once_also_in_a_circle() {
        directory.people(1, 6);
        directory.group("all", group("emea"), group("apac"), person(1));
        directory.group("emea", person(2).toUpperCase(Locale.ROOT), group("all"), group("berlin"));
        directory.group("berlin", person(3), person(2), "uid=deleted," + PEOPLE);
        directory.group("apac", person(4));
        directory.group("other", person(5));

        assertThat(places(source(PERSON, "all"))).containsExactlyInAnyOrder(person(1), person(2), person(3), person(4));
        assertThat(places(source("(c=DE)", "all"))).containsExactlyInAnyOrder(person(2), person(4));
    }

    @Test
    void a_group_in_another_naming_context_is_followed_and_members_outside_of_all_are_counted() {
        directory.people(1, 3);
        String there = "cn=there," + TestDirectory.OTHER;
        directory.group("all", person(1), there, "cn=team,dc=elsewhere,dc=example");
        directory.add(
                there,
                new Attribute("objectClass", "groupOfNames"),
                new Attribute("cn", "there"),
                new Attribute("member", person(2), group("back")));
        directory.group("back", person(3));
        var rows = new ArrayList<SourceRow>();

        String notRead = new LdapDirectory(settings(Map.of())).read(source(PERSON, "all"), rows::add);

        assertThat(rows).extracting(SourceRow::place).containsExactlyInAnyOrder(person(1), person(2), person(3));
        assertThat(notRead).isEqualTo("1 member of the group in no naming context of this directory: not read.");
    }

    @Test
    void a_group_with_more_members_than_active_directory_sends_at_once_is_read_in_ranges() {
        directory.people(1, 3_200);
        directory.group(
                "large",
                IntStream.rangeClosed(1, 3_100).mapToObj(TestDirectory::person).toArray(String[]::new));

        assertThat(places(source(PERSON, "large")))
                .hasSize(3_100)
                .contains(person(3_100))
                .doesNotContain(person(3_101));
    }

    @Test
    void active_directory_resolves_nested_groups_itself() {
        replace(new TestDirectory(
                new Attribute("supportedCapabilities", "1.2.840.113556.1.4.800", "1.2.840.113556.1.4.1670")));
        directory.people(1, 4);
        var filters = new ArrayList<String>();
        directory.habit((number, search) -> {
            filters.add(search.getRequest().getFilter().toString());
            var answered = search.getRequest().duplicate();
            if (filters.get(filters.size() - 1).contains("memberOf")) answered.setFilter(Filter.create("(c=DE)"));
            search.setRequest(answered);
        });

        assertThat(places(source(PERSON, "all"))).containsExactly(person(2), person(4));
        assertThat(filters)
                .last()
                .isEqualTo("(&" + PERSON + "(memberOf:1.2.840.113556.1.4.1941:=" + group("all") + "))");
    }

    @Test
    void a_group_that_does_not_exist_is_an_error() {
        assertThatThrownBy(() -> places(source(PERSON, "none")))
                .isInstanceOf(LdapFailure.class)
                .hasMessage(
                        "The directory has no group cn=none,ou=groups,dc=corp,dc=example, or the account may not see"
                                + " it.");
    }

    @Test
    void a_wrong_password_is_named() throws IOException {
        Path wrong = Files.writeString(folder.resolve("wrong"), "guess\n");

        assertThatThrownBy(() -> read(source(PERSON), Map.of("PASSWORD_FILE", wrong.toString())))
                .hasMessageContaining("refuses the password of \"cn=reader,dc=corp,dc=example\"");
    }

    @Test
    void an_empty_password_never_becomes_an_anonymous_sign_in() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty"), "\n");

        assertThatThrownBy(() -> read(source(PERSON), Map.of("PASSWORD_FILE", empty.toString())))
                .hasMessageContaining("password-file is empty");
    }

    @Test
    void a_certificate_for_another_host_is_refused_before_the_password_is_sent() {
        replace(new TestDirectory("ldap.example.org", false));

        assertThatThrownBy(() -> read(source(PERSON), Map.of()))
                .hasMessageContaining("'localhost' was not found in peer certificate");
    }

    @Test
    void a_connection_that_begins_with_tls_is_checked_in_the_same_way() {
        replace(new TestDirectory("localhost", true).people(1, 2));
        assertThat(read(source(PERSON), Map.of("SECURITY", "tls"))).hasSize(2);

        replace(new TestDirectory("ldap.example.org", true));
        assertThatThrownBy(() -> read(source(PERSON), Map.of("SECURITY", "tls")))
                .hasMessageContaining("'localhost' was not found in peer certificate");
    }

    @Test
    void a_certificate_of_an_unknown_authority_is_refused() {
        var settings = new TreeMap<>(directory.settings(folder));
        settings.remove("BELAY_DIRECTORY_LDAP_TLS_AUTHORITIES_FILE");

        assertThatThrownBy(() -> new LdapDirectory(Settings.load(folder, settings)).read(source(PERSON), row -> {}))
                .hasMessageContaining("the connection cannot be made, or was lost");
    }

    @Test
    void a_result_that_a_limit_cuts_off_is_a_failure() {
        directory.people(1, 5);
        directory.habit((number, search) -> {
            if (number == 2) throw new LDAPException(ResultCode.SIZE_LIMIT_EXCEEDED, "too many");
        });

        assertThatThrownBy(() -> read(source(PERSON), Map.of("PAGE_SIZE", "2")))
                .hasMessageContaining("a limit of the directory cut off the result");
    }

    @Test
    void a_reference_to_another_server_is_a_failure_unless_no_people_are_there() {
        directory.people(1, 2);
        String zones = "ldap://DomainDnsZones.corp.example/DC=DomainDnsZones,dc=corp,dc=example";
        directory.habit((number, search) -> search.sendSearchReference(reference(zones)));
        assertThat(read(source(PERSON), Map.of())).hasSize(2);

        String emea = "ldap://emea.corp.example/dc=emea,dc=corp,dc=example";
        directory.habit((number, search) -> search.sendSearchReference(reference(emea)));
        assertThatThrownBy(() -> read(source(PERSON), Map.of()))
                .isInstanceOf(LdapFailure.class)
                .hasMessageContaining("refers to other servers for some entries (1, first " + emea);
    }

    @Test
    void a_group_whose_members_end_in_the_middle_is_a_failure() {
        directory.people(1, 2);
        directory.group(
                "large",
                IntStream.rangeClosed(1, 1_600).mapToObj(TestDirectory::person).toArray(String[]::new));
        directory.habit((number, search) -> {
            if (search.getRequest().getAttributeList().stream().anyMatch(name -> name.contains("range="))) {
                directory.delete(group("large"));
            }
        });

        assertThatThrownBy(() -> places(source(PERSON, "large")))
                .isInstanceOf(LdapFailure.class)
                .hasMessageContaining("could not be read to their end");
    }

    @Test
    void a_connection_that_is_lost_in_the_middle_is_a_failure() {
        directory.people(1, 5);
        directory.habit((number, search) -> {
            if (number == 2) directory.fall();
        });

        assertThatThrownBy(() -> read(source(PERSON), Map.of("PAGE_SIZE", "2")))
                .isInstanceOf(LdapFailure.class)
                .hasMessageContaining("the connection cannot be made, or was lost");
    }

    @Test
    void a_silent_directory_is_left_when_the_time_limit_has_passed() {
        directory.people(1, 5);
        var silence = new CountDownLatch(1);
        directory.habit((number, search) -> {
            if (number == 2) await(silence);
        });
        try {
            assertThatThrownBy(() -> read(source(PERSON), Map.of("PAGE_SIZE", "2", "TIME_LIMIT", "1")))
                    .hasMessageContaining("reading took longer than 1 s and was stopped");
        } finally {
            silence.countDown();
        }
    }

    @Test
    void what_cannot_work_is_refused_when_it_is_defined() {
        var ldap = new LdapDirectory(settings(Map.of()));

        assertThatThrownBy(() -> ldap.check(source(" "))).hasMessageContaining("no filter");
        assertThatThrownBy(() -> ldap.check(source("(c=DE")))
                .hasMessageContaining("The filter \"(c=DE\" cannot be read");
        assertThatThrownBy(() -> ldap.check(new LdapSource("people", PERSON, Optional.empty(), Map.of())))
                .hasMessageContaining("The base \"people\" is no DN");
        assertThatThrownBy(() -> new LdapDirectory(Settings.load(folder, Map.of())).check(source(PERSON)))
                .isInstanceOf(RequestRefused.class)
                .hasMessageContaining("Set directory.ldap.host");
    }

    private List<SourceRow> read(LdapSource source, Map<String, String> changed) {
        var rows = new ArrayList<SourceRow>();
        new LdapDirectory(settings(changed)).read(source, rows::add);
        return rows;
    }

    private List<String> places(LdapSource source) {
        return read(source, Map.of()).stream().map(SourceRow::place).toList();
    }

    private void replace(TestDirectory other) {
        directory.close();
        directory = other;
    }

    private Settings settings(Map<String, String> changed) {
        var settings = directory.settings(folder);
        changed.forEach((key, value) -> settings.put("BELAY_DIRECTORY_LDAP_" + key, value));
        return Settings.load(folder, settings);
    }

    private static LdapSource source(String filter) {
        return new LdapSource(PEOPLE, filter, Optional.empty(), Map.of());
    }

    private static LdapSource source(String filter, String group) {
        return new LdapSource(PEOPLE, filter, Optional.of(group(group)), Map.of());
    }

    private void account(String uid, String attribute, String value) {
        directory.add(
                "uid=" + uid + "," + PEOPLE,
                new Attribute("objectClass", "inetOrgPerson"),
                new Attribute("mail", uid + "@corp.example"),
                new Attribute(attribute, value));
    }

    private static SearchResultReference reference(String url) {
        return new SearchResultReference(new String[] {url}, new Control[0]);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
