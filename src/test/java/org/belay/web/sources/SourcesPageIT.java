package org.belay.web.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.belay.testkit.FaultyRelay;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.TestInstallation;
import org.belay.testsupport.browser.ChromiumBrowser;
import org.belay.testsupport.browser.HttpBrowser;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sources of audiences on their page, without JavaScript. */
class SourcesPageIT {
    private static final String PASSWORD = "correct horse battery";
    private static final FaultyRelay relay = FaultyRelay.start();

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve().relay(relay);

    @Test
    void an_author_selects_an_audience_and_syncs_it() {
        importCsv("Everyone", "email,country\nann@example.org,DE\nbob@example.org,FR\ncem@example.org,DE\n");
        HttpBrowser nora = signedIn(TestInstallation.AUTHOR);

        nora.submit(
                "/sources",
                "/sources/selection",
                Map.of("audience", "Germany", "words", "in Everyone and contry is DE"));
        assertThat(nora.get("/sources").body())
                .contains("Did you mean country?")
                .contains("in Everyone and contry is DE</textarea>")
                .contains("value=\"Germany\"");

        nora.submit(
                "/sources",
                "/sources/selection",
                Map.of("audience", "Germany", "words", "in Everyone and country is DE"));
        assertThat(nora.get("/sources").body()).contains("The source of “Germany” is set", "Not read yet");
        nora.submit("/sources", "/sources/sync", Map.of("audience", "Germany", "mode", "PREVIEW"));
        assertThat(nora.get("/sources").body()).contains("would have 2 people: 2 added, 0 removed.", "Not read yet");
        nora.submit("/sources", "/sources/sync", Map.of("audience", "Germany"));
        assertThat(nora.get("/sources").body())
                .contains("has 2 people: 2 added, 0 removed.", "Up to date", "set by nora");
    }

    @Test
    void a_held_source_asks_for_the_number_of_people() {
        importCsv("Before", "email\na@example.org\nb@example.org\nc@example.org\n");
        HttpBrowser nora = signedIn(TestInstallation.AUTHOR);
        nora.submit("/sources", "/sources/selection", Map.of("audience", "Copy", "words", "in Before"));
        nora.submit("/sources", "/sources/sync", Map.of("audience", "Copy"));
        importCsv("Before", "email\na@example.org\n");

        nora.submit("/sources", "/sources/sync", Map.of("audience", "Copy"));

        assertThat(nora.get("/sources").body())
                .contains("2 of 3 people would be removed, more than 20 %")
                .contains("Number of people to remove");
        nora.submit("/sources", "/sources/sync", Map.of("audience", "Copy", "acceptRemovals", "2"));
        assertThat(nora.get("/sources").body()).contains("has 1 person: 0 added, 2 removed.");
    }

    @Test
    void only_administrators_set_directories_and_a_reader_sees_no_buttons() {
        assertThat(signedIn(TestInstallation.AUTHOR).get("/sources").body()).doesNotContain("/sources/ldap");
        HttpBrowser olga = signedIn(TestInstallation.ADMIN);
        olga.submit(
                "/sources",
                "/sources/ldap",
                Map.of("audience", "Staff", "base", "dc=x", "filter", "(c=DE", "group", ""));
        assertThat(olga.get("/sources").body()).contains("Set directory.ldap.host in belay.yaml", "value=\"(c=DE\"");
        olga.submit("/sources", "/sources/sql", Map.of("audience", "Staff", "database", "hr", "query", "SELECT 1"));
        assertThat(olga.get("/sources").body()).contains("belay.yaml has no database directory.sql.hr");
        assertThat(signedIn(TestInstallation.AUDITOR).get("/sources").body())
                .contains("Sources of audiences")
                .doesNotContain("/sources/sync", "/sources/selection");
    }

    @Test
    void the_page_has_no_barriers() {
        Assumptions.assumeTrue(ChromiumBrowser.installed(), "Chromium and its driver are not installed");
        importCsv("All", "email\na@example.org\nb@example.org\n");
        HttpBrowser olga = signedIn(TestInstallation.ADMIN);
        olga.submit("/sources", "/sources/selection", Map.of("audience", "Some", "words", "in All"));
        olga.submit("/sources", "/sources/sync", Map.of("audience", "Some"));
        importCsv("All", "email\na@example.org\n");
        olga.submit("/sources", "/sources/sync", Map.of("audience", "Some"));
        try (var browser = new ChromiumBrowser(belay)) {
            browser.open("/sign-in");
            browser.type("#name", "olga@example.org");
            browser.type("#pass", PASSWORD);
            browser.press("main form button");
            browser.press(".rail a[href='/sources']");
            browser.awaitText("Number of people to remove");
            assertThat(browser.barriersEverywhere("sources")).isEmpty();
        }
    }

    private static void importCsv(String audience, String csv) {
        belay.mailing(1).importCsv(audience, csv);
    }

    private static HttpBrowser signedIn(String person) {
        return HttpBrowser.signedIn(belay, person);
    }
}
