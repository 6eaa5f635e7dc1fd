package org.belay.web.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.belay.cli.http.JsonObject;
import org.belay.testkit.FaultyRelay;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.TestInstallation;
import org.belay.testsupport.TestMailing;
import org.belay.testsupport.browser.HttpBrowser;
import org.belay.web.SignedInBrowser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.web.util.HtmlUtils;

/** Forms of mailings without JavaScript: no text is lost, nothing is done twice, and unreadable input is refused. */
class ComposePagesIT {
    private static final FaultyRelay relay = FaultyRelay.start();

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve().relay(relay).auditRelay();

    private HttpBrowser nora;

    @BeforeEach
    void nora_signs_in() {
        nora = SignedInBrowser.browser(belay, TestInstallation.AUTHOR);
    }

    @Test
    void the_second_of_two_tabs_restores_no_old_words() {
        String id = saved(form("v.app", "TikTok"));
        Map<String, String> first = fields("/mailings/" + id + "/edit");
        Map<String, String> second = fields("/mailings/" + id + "/edit");
        first.put("v.reason", "From the first tab");
        second.put("v.reason", "From the second tab");

        assertThat(post(id, first).statusCode()).isEqualTo(302);
        HttpResponse<String> conflict = post(id, second);

        assertThat(conflict.statusCode()).isEqualTo(409);
        assertThat(conflict.body())
                .contains(
                        "saved this draft in the meantime",
                        "From the first tab",
                        "From the second tab",
                        "name=\"over\"");
        assertThat(values(id)).containsEntry("reason", "From the first tab");

        second.put("take", "v.reason");
        assertThat(post(id, second).body()).contains(">From the first tab</textarea>");
        second.remove("take");
        second.put("over", match(conflict.body(), "name=\"over\" value=\"(\\d+)\""));
        assertThat(post(id, second).statusCode()).isEqualTo(302);
        assertThat(values(id)).containsEntry("reason", "From the second tab");
    }

    @Test
    void a_form_that_is_sent_twice_makes_one_mailing() {
        Map<String, String> form = form("v.app", "TikTok");

        String first = saved(form);
        String again = saved(form);
        form.put("v.app", "Signal");
        String changed = saved(form);

        assertThat(List.of(again, changed)).containsOnly(first);
        assertThat(values(first)).containsEntry("app", "Signal");
        String begun = "/mailings/new?begun=" + form.get("begun") + "&template=mandatory-app-removal";
        assertThat(location(nora.get(begun))).isEqualTo("/mailings/" + first + "/edit");
    }

    @Test
    void what_was_submitted_is_submitted_once_and_other_words_are_kept() {
        TestMailing circular = belay.mailing(2).imported().drafted();
        String edit = "/mailings/" + circular.id() + "/edit";
        Map<String, String> form = fields(edit);
        circular.submitted();
        form.put("act", "submit");

        HttpResponse<String> same = post(circular.id(), form);
        form.put("v.reason", "Other words, written after Back");
        HttpResponse<String> other = post(circular.id(), form);

        assertThat(location(same)).isEqualTo("/mailings/" + circular.id());
        assertThat(nora.get("/mailings/" + circular.id()).body()).contains("was submitted already");
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(other.body()).contains("Other words, written after Back", "Save my text as a new draft");
        assertThat(audit(circular.id())).containsOnlyOnce("submit");

        form.put("act", "copy");
        String copy = location(post(circular.id(), form)).replaceAll("/mailings/(M-\\d+)/edit", "$1");
        assertThat(values(copy)).containsEntry("reason", "Other words, written after Back");
    }

    @Test
    void a_draft_is_kept_as_it_is_written_with_one_entry_in_the_audit_record() {
        Map<String, String> form = form("v.app", "T");

        String made = nora.post("/mailings/autosave", form).body();
        String id = match(made, "\"id\":\"(M-\\d+)\"");
        form.put("revision", match(made, "\"revision\":(\\d+)"));
        form.put("v.app", "TikTok");
        String next = nora.post("/mailings/" + id + "/autosave", form).body();
        String late = nora.post("/mailings/" + id + "/autosave", changed(form, "v.app", "late"))
                .body();

        assertThat(next).contains("\"saved\"");
        assertThat(late).contains("\"conflict\"");
        assertThat(values(id)).containsEntry("app", "TikTok");
        assertThat(audit(id)).containsExactly("create");
    }

    @Test
    void numbers_zones_and_times_that_cannot_be_read_are_refused_by_name_and_nothing_is_guessed() {
        for (String pace : List.of("1.5", "-5", "fast", "1e3", "٦٠٠", "1,00", "", "6 0 0", "99999999999", "0x10")) {
            Map<String, String> form = form("v.app", "TikTok");
            HttpResponse<String> refused = nora.post("/mailings", changed(form, "pace", pace));
            assertThat(refused.statusCode()).as(pace).isEqualTo(422);
            assertThat(refused.body()).as(pace).contains("The pace", "value=\"TikTok\"");
            assertThat(nora.post("/mailings/autosave", changed(form, "pace", pace))
                            .body())
                    .as(pace)
                    .contains("\"refused\"");
        }
        assertThat(saved(changed(form("v.app", "A"), "pace", "1,200"))).isNotBlank();
        assertThat(nora.post("/mailings", changed(form("v.app", "A"), "zone", "Mars/Base"))
                        .body())
                .contains("&quot;Mars/Base&quot; is not a time zone");
        assertThat(nora.post("/mailings", changed(form("v.app", "A"), "at", "tomorrow"))
                        .body())
                .contains("The time of sending, &quot;tomorrow&quot;");
        Map<String, String> gap = changed(form("v.app", "A"), "at", "2027-03-28T02:30");
        assertThat(nora.post("/mailings", changed(gap, "zone", "Europe/Berlin")).body())
                .contains("does not exist");
    }

    @Test
    void a_count_of_people_is_never_made_of_other_signs() {
        TestMailing circular = belay.mailing(15).imported().drafted().submitted();
        HttpBrowser tomas = SignedInBrowser.browser(belay, TestInstallation.APPROVER);
        String review = "/mailings/" + circular.id() + "/review";
        String read = match(tomas.get(review).body(), "name=\"digest\" value=\"([0-9a-f]+)\"");

        for (String count : List.of("1.5", "1,5", "-15", "1 5", "15 people")) {
            tomas.submit(review, "/mailings/" + circular.id() + "/approve", Map.of("count", count, "digest", read));
            assertThat(circular.mailingState()).as(count).isEqualTo("IN_REVIEW");
        }
        assertThat(tomas.get("/mailings/" + circular.id()).body()).contains("is not a number of people");
    }

    @Test
    void the_zone_of_sending_leaves_the_deadline_where_it_is() {
        Map<String, String> form = form("v.deadline", "2030-12-10T18:00");
        form.put("v.deadline.zone", "Europe/Berlin");
        form.put("at", "2030-12-01T09:00");
        form.put("zone", "Asia/Tokyo");
        String id = saved(form);

        assertThat(values(id)).containsEntry("deadline", "2030-12-10T18:00[Europe/Berlin]");
        Map<String, String> again = fields("/mailings/" + id + "/edit");
        assertThat(again)
                .containsEntry("v.deadline", "2030-12-10T18:00")
                .containsEntry("v.deadline.zone", "Europe/Berlin")
                .containsEntry("zone", "Asia/Tokyo");
        again.put("zone", "America/Chicago");
        post(id, again);
        assertThat(values(id)).containsEntry("deadline", "2030-12-10T18:00[Europe/Berlin]");
        assertThat(mailing(id).text("send")).isEqualTo("2030-12-01T09:00[America/Chicago]");
    }

    private Map<String, String> form(String name, String value) {
        var form = fields("/mailings/new?template=mandatory-app-removal&begun=" + UUID.randomUUID());
        form.put(name, value);
        form.put("act", "save");
        return form;
    }

    private static Map<String, String> changed(Map<String, String> form, String name, String value) {
        var changed = new HashMap<>(form);
        changed.put(name, value);
        return changed;
    }

    /** What a browser would send of a page's form. */
    private Map<String, String> fields(String page) {
        String form = match(nora.get(page).body(), "(?s)<form id=\"compose\"(.*?)</form>");
        var fields = new HashMap<String, String>();
        for (String tag : all(form, "<input [^>]*>")) {
            boolean chosen = !tag.contains("type=\"radio\"") || tag.contains(" checked");
            if (chosen && tag.contains(" name=")) {
                fields.put(
                        match(tag, " name=\"([^\"]+)\""),
                        unescaped(tag.replaceAll("(?s).* value=\"([^\"]*)\".*|.*", "$1")));
            }
        }
        for (String tag : all(form, "(?s)<textarea .*?</textarea>")) {
            fields.put(match(tag, " name=\"([^\"]+)\""), unescaped(match(tag, "(?s)>(.*)</textarea>")));
        }
        for (String tag : all(form, "(?s)<select .*?</select>")) {
            String option = tag.contains(" selected>")
                    ? tag.replaceAll("(?s).*<option([^>]*) selected>([^<]*).*", "$1>$2")
                    : match(tag, "<option([^>]*>[^<]*)");
            fields.put(
                    match(tag, " name=\"([^\"]+)\""),
                    option.contains("value=")
                            ? match(option, "value=\"([^\"]*)\"")
                            : option.substring(option.indexOf('>') + 1));
        }
        return fields;
    }

    private static List<String> all(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(found -> found.group())
                .toList();
    }

    private static String unescaped(String html) {
        return HtmlUtils.htmlUnescape(html);
    }

    private String saved(Map<String, String> form) {
        return location(nora.post("/mailings", form)).replaceAll("/mailings/(M-\\d+)/edit", "$1");
    }

    private HttpResponse<String> post(String id, Map<String, String> form) {
        return nora.post("/mailings/" + id + "/edit", form);
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("none").replaceFirst("^https?://[^/]+", "");
    }

    private static String match(String text, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        assertThat(found.find()).as(text).isTrue();
        return found.group(1);
    }

    private static JsonObject mailing(String id) {
        return belay.as(TestInstallation.AUTHOR).get("/mailings/" + id);
    }

    private static Map<String, Object> values(String id) {
        return mailing(id).object("values").orElseThrow().members();
    }

    private static List<String> audit(String id) {
        return belay.sql()
                .sql("SELECT action FROM audit_entry WHERE subject = :id ORDER BY seq")
                .param("id", id)
                .query(String.class)
                .list();
    }
}
