package org.belay.web.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.belay.audit.PersonKeys;
import org.belay.testkit.FaultyRelay;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.TestInstallation;
import org.belay.testsupport.TestMailing;
import org.belay.testsupport.browser.ChromiumBrowser;
import org.belay.testsupport.browser.HttpBrowser;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The suppression list: edited on its page, and shown to the reviewer of a mailing. */
class PeoplePageIT {
    private static final String PASSWORD = "correct horse battery";
    private static final FaultyRelay relay = FaultyRelay.start();

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve().relay(relay).auditRelay();

    private final List<String> barriers = new ArrayList<>();

    @Test
    void a_person_on_the_suppression_list_is_shown_to_the_reviewer_and_left_out() {
        TestMailing circular = belay.mailing(4).imported().drafted().submitted();
        String gone = circular.address(2);
        assertThat(circular.get().members()).doesNotContainKey("willBeLeftOut");

        var done = leave(signedIn(TestInstallation.AUTHOR), gone.toUpperCase(), "left on 30 November");

        assertThat(done.headers().firstValue("Location").orElse(""))
                .startsWith("/people/of/")
                .doesNotContain("@", gone.substring(0, gone.indexOf("@")));
        HttpBrowser reviewer = signedIn(TestInstallation.APPROVER);
        assertThat(reviewer.get("/people").body()).contains(gone, "left on 30 November", "nora");
        assertThat(reviewer.get("/mailings/" + circular.id() + "/review").body())
                .contains(
                        "1 of them is on the suppression list",
                        "so 3 get it",
                        "People who will be left out are included");
        assertThat(reviewer.get("/mailings/" + circular.id()).body()).contains("except 1 on the suppression list");
        assertThat(circular.get().number("willBeLeftOut")).isEqualTo(1);

        circular.approved().scheduled().awaitSent();
        assertThat(circular.states()).isEqualTo(Map.of("ACCEPTED", 3L, "SKIPPED", 1L));
        assertThat(circular.get().members()).doesNotContainKey("willBeLeftOut");
    }

    @Test
    void a_review_does_not_mention_the_suppression_list_if_it_concerns_no_person() {
        TestMailing circular = belay.mailing(2).imported().drafted().submitted();

        assertThat(signedIn(TestInstallation.APPROVER)
                        .get("/mailings/" + circular.id() + "/review")
                        .body())
                .contains("2 people get")
                .doesNotContain("suppression list", "left out");
    }

    @Test
    void a_person_is_taken_off_the_suppression_list_and_both_acts_are_in_the_audit_record() {
        String ann = belay.mailing(1).address(0);
        HttpBrowser nora = signedIn(TestInstallation.AUTHOR);
        leave(nora, ann, "left");
        assertThat(nora.get(nora.person(ann)).body()).contains("Gets no more notices");

        nora.submit(nora.person(ann), "/people/return", Map.of("address", ann));

        assertThat(nora.get(nora.person(ann)).body()).doesNotContain("Gets no more notices");
        assertThat(nora.get("/people").body()).doesNotContain(ann);
        assertThat(belay.sql()
                        .sql("SELECT actor || ' ' || action FROM audit_entry WHERE subject = :person ORDER BY seq")
                        .param("person", belay.bean(PersonKeys.class).subject(ann))
                        .query(String.class)
                        .list())
                .containsExactly("nora@example.org leave", "nora@example.org come-back");
    }

    @Test
    void what_is_refused_is_said_above_the_form_and_stays_in_its_fields() {
        HttpBrowser nora = signedIn(TestInstallation.AUTHOR);

        leave(nora, "no address", "<b>moved</b>");

        assertThat(nora.get("/people").body())
                .contains("That was not done.", "value=\"no address\"", "value=\"&lt;b&gt;moved&lt;/b&gt;\"");
    }

    @Test
    void who_may_only_read_sees_the_list_and_changes_nothing() {
        String ann = belay.mailing(1).address(0);
        leave(signedIn(TestInstallation.AUTHOR), ann, "left");
        HttpBrowser auditor = signedIn(TestInstallation.AUDITOR);

        assertThat(auditor.get("/people").body()).contains(ann).doesNotContain("/people/leave");
        assertThat(auditor.get(auditor.person(ann)).body())
                .contains("Gets no more notices")
                .doesNotContain("/people/return");
        assertThat(leave(auditor, "b@example.org", "left").statusCode()).isEqualTo(403);
        assertThat(auditor.get("/people").body()).doesNotContain("b@example.org");
    }

    @Test
    void the_pages_have_no_barriers() {
        Assumptions.assumeTrue(ChromiumBrowser.installed(), "Chromium and its driver are not installed");
        TestMailing circular = belay.mailing(3).imported().drafted().submitted();
        HttpBrowser tomas = signedIn(TestInstallation.APPROVER);
        try (var browser = new ChromiumBrowser(belay)) {
            browser.open("/sign-in");
            browser.type("#name", "tomas@example.org");
            browser.type("#pass", PASSWORD);
            browser.press("main form button");
            browser.open(tomas.person(circular.address(1)));
            browser.press("summary");
            barriers.addAll(browser.barriersEverywhere("person"));
            browser.press(".rail a[href='/people']");
            browser.type("#address", circular.address(1));
            browser.type("#reason", "left on 30 November");
            browser.press("form[action='/people/leave'] button");
            browser.awaitText("Gets no more notices");
            barriers.addAll(browser.barriersEverywhere("leaver"));
            browser.open("/people");
            barriers.addAll(browser.barriersEverywhere("list"));
            browser.open("/mailings/" + circular.id() + "/review");
            browser.awaitText("1 of them is on the suppression list");
            barriers.addAll(browser.barriersEverywhere("review"));
            browser.open("/mailings/" + circular.id());
            barriers.addAll(browser.barriersEverywhere("mailing"));
            assertThat(browser.complaints()).isEmpty();
        }
        assertThat(barriers).isEmpty();
    }

    private static HttpResponse<String> leave(HttpBrowser by, String address, String reason) {
        return by.submit("/mailings", "/people/leave", Map.of("address", address, "reason", reason));
    }

    private static HttpBrowser signedIn(String name) {
        return HttpBrowser.signedIn(belay, name);
    }
}
