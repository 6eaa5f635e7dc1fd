package org.belay.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.belay.audit.AuditLog;
import org.belay.audit.AuditQuery;
import org.belay.audit.AuditSearch;
import org.belay.testkit.FaultyRelay;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.TestInstallation;
import org.belay.testsupport.browser.HttpBrowser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.transaction.support.TransactionTemplate;

/** The audit log in the browser, in the API and in a spreadsheet. */
class AuditLogPageIT {
    private static final FaultyRelay relay = FaultyRelay.start();

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve().relay(relay);

    private static HttpBrowser auditor;

    private final AuditSearch search = belay.bean(AuditSearch.class);

    @BeforeAll
    static void prepare() {
        belay.createUsers();
        auditor = HttpBrowser.signedIn(belay, TestInstallation.AUDITOR);
    }

    @Test
    void rows_are_found_by_person_act_subject_words_and_day() {
        record("ann@audit.example.org", "test-act", "M-9001", Map.of("reason", "the Blue file"));
        record("bob@audit.example.org", "test-act", "M-9002", Map.of());

        assertThat(page("?actor=ANN@audit.example.org")).contains("M-9001").doesNotContain("M-9002");
        assertThat(page("?action=test-act")).contains("M-9001").contains("M-9002");
        assertThat(page("?subject=m-9002")).contains("bob@audit").doesNotContain("ann@audit");
        assertThat(page("?q=blue+FILE")).contains("M-9001").doesNotContain("M-9002");
        assertThat(page("?q=blue%25file")).doesNotContain("M-9001");
        assertThat(page("?action=test-act&from=2020-01-01&to=2999-01-01")).contains("M-9001");
        assertThat(page("?action=test-act&to=2020-01-01")).contains("No row matches.");
        assertThat(page("?action=test-act&from=2999-01-01")).contains("No row matches.");
        assertThat(auditor.get("/audit?from=yesterday").statusCode()).isEqualTo(409);

        var found = belay.as(TestInstallation.AUDITOR).get("/audit?actor=bob@audit.example.org&q=M-9002");
        assertThat(found.list("entries"))
                .singleElement()
                .satisfies(row -> assertThat(row.text("subject")).isEqualTo("M-9002"));
    }

    @Test
    void older_pages_follow_each_other_without_gap_or_repetition() {
        for (int i = 0; i < 230; i++) record("pager@audit.example.org", "paged", "row " + i, Map.of());
        var seen = new TreeMap<String, Integer>();
        String link = "/audit?actor=pager%40audit.example.org";
        int pages = 0;
        while (!link.isEmpty() && pages < 10) {
            String html = auditor.get(link).body();
            pages++;
            var rows = Pattern.compile("<bdi>(row \\d+)</bdi>").matcher(html);
            while (rows.find()) seen.merge(rows.group(1), 1, Integer::sum);
            var older = Pattern.compile("href=\"([^\"]+)\" rel=\"next\"").matcher(html);
            link = older.find() ? older.group(1).replace("&amp;", "&") : "";
        }
        assertThat(seen)
                .hasSize(230)
                .allSatisfy((row, times) -> assertThat(times).isOne());
        assertThat(pages).isBetween(3, 4);
    }

    @Test
    void x15_the_export_holds_the_shown_rows_as_text_and_is_recorded() {
        record("=cmd@audit.example.org", "exported", "=1+1", Map.of("why", "@SUM(A1)"));
        var answer = auditor.submit("/audit", "/audit/export", Map.of("action", "exported"));
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
        assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
                .contains("belay-audit.csv");
        assertThat(answer.body().lines().toList()).hasSize(2);
        assertThat(answer.body()).contains("\"'=cmd@audit.example.org\"").contains("\"'=1+1\"");
        assertThat(search.find(query("audit-export"), 1).rows())
                .singleElement()
                .satisfies(row -> assertThat(row.actor()).isEqualTo("ada@example.org"))
                .satisfies(row ->
                        assertThat(row.detail()).containsEntry("rows", "1").containsEntry("filter", "action exported"));
    }

    @Test
    void the_log_is_verified_with_a_button() {
        auditor.submit("/audit", "/audit/verify", Map.of());
        assertThat(page("")).contains("rows are complete, in order and unchanged");
    }

    @Test
    void only_auditors_and_administrators_read_it() {
        for (String other : new String[] {TestInstallation.AUTHOR, TestInstallation.APPROVER}) {
            HttpBrowser browser = HttpBrowser.signedIn(belay, other);
            assertThat(browser.get("/audit").statusCode()).isEqualTo(403);
            assertThat(browser.get("/").body()).doesNotContain("href=\"/audit\"");
        }
        assertThat(auditor.get("/").body()).contains("href=\"/audit\"");
        assertThat(HttpBrowser.signedIn(belay, TestInstallation.ADMIN)
                        .get("/audit")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void each_act_that_occurs_is_offered_once() {
        record("ann@audit.example.org", "offered", "M-9001", Map.of());
        record("ann@audit.example.org", "offered", "M-9001", Map.of());
        assertThat(search.actions()).containsOnlyOnce("offered").isSorted();
    }

    private static AuditQuery query(String action) {
        AuditQuery all = AuditQuery.all();
        return new AuditQuery(all.actor(), action, all.subject(), all.words(), all.from(), all.to(), all.before());
    }

    private static String page(String query) {
        return auditor.get("/audit" + query).body();
    }

    private static void record(String actor, String action, String subject, Map<String, String> detail) {
        belay.bean(TransactionTemplate.class)
                .executeWithoutResult(status -> belay.bean(AuditLog.class).record(actor, action, subject, detail));
    }
}
