package org.belay.web.templates;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.belay.access.Role;
import org.belay.access.User;
import org.belay.audience.AudienceImports;
import org.belay.audience.BadRowPolicy;
import org.belay.audience.file.PeopleFile;
import org.belay.mailing.MailingDrafts;
import org.belay.mailing.model.Draft;
import org.belay.template.files.PulledVersions;
import org.belay.template.versions.TemplateDraft;
import org.belay.template.versions.TemplateDrafts;
import org.belay.template.versions.Templates;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.browser.HttpBrowser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.json.JsonMapper;

/** The pages of templates with plain forms, without JavaScript. */
class TemplatePagesIT {
    @RegisterExtension
    static final BelayServer belay = BelayServer.serve();

    private final TemplateAuthors studio = new TemplateAuthors(belay);
    private final Templates templates = belay.bean(Templates.class);
    private final TemplateDrafts drafts = belay.bean(TemplateDrafts.class);
    private final User nora = studio.person("Nora", Role.AUTHOR);
    private final HttpBrowser browser = studio.signedIn(nora);
    private String key;
    private String edit;

    @BeforeEach
    void a_template() {
        key = studio.template(nora);
        edit = "/templates/" + key + "/edit";
    }

    @Test
    void a_template_is_found_by_words_in_its_text() {
        String found = browser.get("/templates?q=guten+" + key).body();
        String nothing = browser.get("/templates?q=quetzalcoatl").body();
        String hit = browser.get("/templates?q=" + key).body();

        assertThat(hit).contains("1 template contains", "href=\"/templates/" + key + "\"");
        assertThat(nothing).contains("0 templates contain");
        assertThat(found).contains("1 template contains", "<mark>Guten</mark>");
        assertThat(browser.get("/templates?q=%3Cscript%3E").body()).doesNotContain("<script>“");
    }

    @Test
    void a_draft_is_written_shown_saved_and_published_by_plain_forms() {
        begin();
        String wrong = save("notice.md", "${person.givenName!\"colleague\"}", "${dedline}");
        assertThat(wrong).contains("There is no field &quot;dedline&quot;", "notice.md, line ");
        assertThat(browser.get("/templates/" + key + "/publish").body())
                .contains("Fix 1 problem first")
                .doesNotContain("Publish version 2</button>");

        Map<String, String> shown = studio.form(key, "notice.md", "${dedline}", "Zaphod");
        shown.put("show", "yes");
        String preview = browser.submit(edit, edit, shown).body();
        assertThat(preview).contains("Hello Zaphod").contains("The text below is not saved");
        assertThat(drafts.of(key).orElseThrow().files().get("notice.md")).contains("${dedline}");

        Map<String, String> mended = studio.form(key, "notice.md", "${dedline}", "Zaphod");
        mended.put("act", "publish");
        assertThat(TemplateAuthors.place(browser.submit(edit, edit, mended))).endsWith("/publish");
        String diff = browser.get("/templates/" + key + "/publish").body();
        assertThat(diff).contains("Removed:", "Added:", "<ins>Zaphod</ins>");

        browser.submit(
                "/templates/" + key + "/publish",
                "/templates/" + key + "/publish",
                Map.of("revision", "" + drafts.of(key).orElseThrow().revision(), "note", "Call him by his name"));
        assertThat(templates.latest(key).number()).isEqualTo(2);
        assertThat(browser.get("/templates/" + key).body()).contains("Call him by his name", "Version 2");
        assertThat(browser.get("/templates/" + key + "/versions/1..2").body()).contains("<ins>Zaphod</ins>");
    }

    @Test
    void what_another_author_saved_is_shown_and_neither_text_is_lost() {
        begin();
        Map<String, String> mine = studio.form(key, "notice.md", "Hello", "Ahoy");
        User paul = studio.person("Paul", Role.AUTHOR);
        TemplateDraft seen = drafts.of(key).orElseThrow();
        drafts.save(key, with(seen.files(), "notice.md", "Hello", "Servus"), seen.revision(), paul);

        String page = browser.submit(edit, edit, mine).body();

        assertThat(page).contains("Paul saved this draft in the meantime", "<del>Servus</del>", "<ins>Ahoy</ins>");
        assertThat(page).as("my text is in the form").containsPattern("<textarea name=\"f.notice.md\"[^>]*>[^<]*Ahoy");
        assertThat(drafts.of(key).orElseThrow().files().get("notice.md")).contains("Servus");

        mine.put("take", "notice.md");
        assertThat(browser.submit(edit, edit, mine).body())
                .containsPattern("<textarea name=\"f.notice.md\"[^>]*>[^<]*Servus")
                .doesNotContain("saved this draft in the meantime");
        mine.remove("take");
        mine.put("over", "" + drafts.of(key).orElseThrow().revision());
        assertThat(TemplateAuthors.place(browser.submit(edit, edit, mine))).contains("/edit");
        assertThat(drafts.of(key).orElseThrow().files().get("notice.md")).contains("Ahoy");
    }

    @Test
    void words_written_on_a_draft_that_was_thrown_away_meanwhile_are_still_in_the_form() {
        begin();
        Map<String, String> mine = studio.form(key, "notice.md", "Hello", "Ahoy");
        drafts.discard(key, drafts.of(key).orElseThrow().revision(), nora);

        String page = browser.submit("/templates/" + key, edit, mine).body();

        assertThat(page)
                .contains("The draft was published or discarded in the meantime", "<ins>Ahoy</ins>")
                .containsPattern("<textarea name=\"f.notice.md\"[^>]*>[^<]*Ahoy");
        mine.put("revision", "" + drafts.of(key).orElseThrow().revision());
        browser.submit(edit, edit, mine);
        assertThat(drafts.of(key).orElseThrow().files().get("notice.md")).contains("Ahoy");
    }

    @Test
    void words_of_a_new_template_that_was_thrown_away_meanwhile_are_a_draft_again() {
        String fresh = key + "-fresh";
        drafts.create(fresh, templates.latest(key).files(), nora);
        Map<String, String> mine = studio.form(fresh, "notice.md", "Hello", "Ahoy");
        drafts.discard(fresh, drafts.of(fresh).orElseThrow().revision(), nora);

        browser.submit("/templates", "/templates/" + fresh + "/edit", mine);

        assertThat(drafts.of(fresh).orElseThrow().files().get("notice.md")).contains("Ahoy");
    }

    @Test
    void words_that_cannot_be_saved_at_all_are_still_in_the_form() {
        begin();
        Map<String, String> mine = studio.form(key, "notice.md", "Hello", "Ahoy \u0000");

        String page = browser.submit(edit, edit, mine).body();

        assertThat(page).contains("That was not done", "Ahoy");
    }

    @Test
    void publishing_without_a_field_that_mailings_use_must_be_agreed_to() {
        var mailing = belay.bean(MailingDrafts.class)
                .create(
                        new Draft(
                                key,
                                "en",
                                Map.of("contact", "desk@example.org"),
                                Map.of(),
                                Map.of(),
                                Map.of(),
                                "",
                                0,
                                Optional.empty()),
                        nora);
        begin();
        TemplateDraft draft = drafts.of(key).orElseThrow();
        Map<String, String> files = new TreeMap<>(draft.files());
        files.replaceAll((name, text) -> name.equals("template.yaml")
                ? text.replaceFirst("(?m)^  contact:", "  asked:")
                : text.replace("${contact}", "${asked}").replace("contact?", "asked?"));
        drafts.save(key, files, draft.revision(), nora);
        String publish = "/templates/" + key + "/publish";

        String page = browser.get(publish).body();
        assertThat(page)
                .contains(
                        "Publishing removes the field",
                        "(contact)",
                        mailing.id().toString(),
                        "type=\"checkbox\"");
        String revision = "" + drafts.of(key).orElseThrow().revision();
        browser.submit(publish, publish, Map.of("revision", revision, "note", "my note"));
        assertThat(templates.latest(key).number()).isEqualTo(1);
        assertThat(browser.get(publish).body()).contains("Nothing was published", "value=\"my note\"");

        browser.submit(publish, publish, Map.of("revision", revision, "agreed", "{contact=" + mailing.id() + "}"));
        assertThat(templates.latest(key).number()).isEqualTo(2);
    }

    @Test
    void what_was_published_meanwhile_is_shown_before_a_draft_may_undo_it() {
        begin();
        save("notice.md", "Hello", "Ahoy");
        User paul = studio.person("Paul", Role.AUTHOR);
        templates.push(
                key,
                Optional.of(new PulledVersions.PulledVersion(
                        1, templates.latest(key).sha256())),
                with(templates.latest(key).files(), "notice_de.md", "Guten Tag", "Servus"),
                "From git",
                paul);
        String publish = "/templates/" + key + "/publish";

        assertThat(browser.get(publish).body())
                .contains("Version 2 is newer than this draft", "From git", "Servus")
                .doesNotContain("Publish version 3</button>");
        browser.submit(
                publish,
                "/templates/" + key + "/go-on",
                Map.of(
                        "number",
                        "2",
                        "revision",
                        "" + drafts.of(key).orElseThrow().revision()));
        assertThat(browser.get(publish).body()).contains("Publish version 3</button>");
    }

    @Test
    void an_older_version_comes_back_as_a_draft() {
        begin();
        save("notice.md", "Hello", "Ahoy");
        drafts.publish(key, drafts.of(key).orElseThrow().revision(), "", nora);

        browser.submit("/templates/" + key, "/templates/" + key + "/restore", Map.of("number", "1"));

        assertThat(drafts.of(key).orElseThrow().files())
                .isEqualTo(templates.version(key, 1).files());
        browser.submit(
                "/templates/" + key,
                "/templates/" + key + "/discard",
                Map.of("revision", "" + drafts.of(key).orElseThrow().revision()));
        assertThat(drafts.of(key)).isEmpty();
    }

    @Test
    void a_new_template_begins_with_the_words_of_another() {
        String fresh = key + "-2";
        var answer = browser.submit(
                "/templates", "/templates", Map.of("from", key, "key", fresh, "title", "A \"new\" one: \\ #1"));
        assertThat(TemplateAuthors.place(answer)).contains("/templates/" + fresh + "/edit");
        assertThat(browser.get("/templates/" + fresh + "/edit").body()).contains("A &quot;new&quot; one: \\ #1");
        assertThat(browser.get("/templates").body()).contains("Not published yet", fresh);

        var taken = browser.submit("/templates", "/templates", Map.of("from", key, "key", key, "title", "Again"));
        assertThat(taken.body()).contains("Nothing was created", "value=\"Again\"");
    }

    @Test
    void a_language_is_added_with_its_three_mails_and_taken_out_again() {
        begin();
        Map<String, String> in = studio.form(key, "", "", "");
        in.putAll(Map.of("language", "add", "new-language", "it"));
        browser.submit(edit, edit, in);
        assertThat(drafts.of(key).orElseThrow().files())
                .containsKeys("notice_it.md", "correction_it.md", "reminder_it.md");

        in = studio.form(key, "", "", "");
        in.putAll(Map.of("language", "remove", "lang", "it"));
        browser.submit(edit, edit, in);
        assertThat(drafts.of(key).orElseThrow().files()).doesNotContainKey("notice_it.md");
    }

    @Test
    void folder_against_published_shows_both_texts_and_two_plain_buttons() {
        folderSays("Hello", "Good day");
        String page = browser.get("/templates/" + key).body();
        assertThat(page)
                .contains("The folder and the published text both changed", "<ins>Good day")
                .contains("Publish the folder’s text as version 2", "Keep the published version 1");
        String seen = page.replaceAll("(?s).*name=\"seen\" value=\"([^\"]+)\".*", "$1");

        browser.submit("/templates/" + key, "/templates/" + key + "/keep-published", Map.of("seen", seen));
        assertThat(templates.latest(key).number()).isEqualTo(1);
        assertThat(browser.get("/templates/" + key).body()).doesNotContain("both changed");

        folderSays("Hello", "Good evening");
        seen = browser.get("/templates/" + key).body().replaceAll("(?s).*name=\"seen\" value=\"([^\"]+)\".*", "$1");
        browser.submit("/templates/" + key, "/templates/" + key + "/take-folder", Map.of("seen", seen));
        assertThat(templates.latest(key).files().get("notice.md")).contains("Good evening");
    }

    @Test
    void a_mailings_form_asks_for_each_kind_of_field_in_its_own_way() {
        begin();
        save("template.yaml", "fields:\r\n", """
                fields:
                  device: {type: choice, label: Device, choices: [phone, laptop]}
                  urgent: {type: yes-no, label: Urgent}
                  rooms: {type: list, label: Rooms}
                  price: {type: number, label: Price}
                  page: {type: link, label: Page}
                  day: {type: date, label: Day}
                """.replace("\n", "\r\n"));
        drafts.publish(key, drafts.of(key).orElseThrow().revision(), "", nora);
        var mailing = browser.submit(
                "/mailings/new?template=" + key,
                "/mailings",
                Map.of("template", key, "v.device", "laptop", "v.urgent", "yes", "v.rooms", "A1\r\nB2", "act", "save"));

        String form = browser.get(TemplateAuthors.place(mailing).replaceFirst("^http://[^/]+", ""))
                .body();

        assertThat(form)
                .contains("<option value=\"laptop\" selected>laptop</option>")
                .containsPattern("type=\"radio\" name=\"v.urgent\" value=\"yes\" checked")
                .containsPattern("(?s)<textarea name=\"v.rooms\"[^>]*>A1\\s+B2</textarea>")
                .contains("inputmode=\"decimal\" name=\"v.price\"", "type=\"url\" name=\"v.page\"")
                .contains("type=\"date\" name=\"v.day\"", "type=\"datetime-local\" name=\"v.deadline\"")
                .contains("inputmode=\"email\" name=\"v.contact\"", "<fieldset class=\"field\" id=\"v-urgent\"");
    }

    @Test
    void a_template_says_into_how_many_texts_an_audience_splits() {
        String csv = """
                email,name,language,country
                ann@example.org,Ann,en,US
                bob@example.org,Bob,en,DE
                eva@example.org,Eva,de,DE
                """;
        belay.bean(AudienceImports.class)
                .importFile(
                        "texts " + key,
                        PeopleFile.of("staff.csv", new ByteArrayInputStream(csv.getBytes(UTF_8))),
                        BadRowPolicy.REFUSE,
                        nora);
        begin();
        save("notice.md", "Hello", "<#if person.country == \"DE\">Servus<#else>Hello</#if>");
        drafts.publish(key, drafts.of(key).orElseThrow().revision(), "", nora);

        assertThat(browser.get("/templates/" + key + "?audience=texts+" + key).body())
                .contains("The notice has 3 texts for the 3 people", "English, country is &quot;DE&quot;");
    }

    @Test
    void an_approver_reads_and_changes_nothing() {
        begin();
        Map<String, String> in = studio.form(key, "notice.md", "Hello", "Ahoy");
        var approver = studio.signedIn(studio.person("Tomas", Role.APPROVER));

        assertThat(approver.get("/templates").body()).contains(key).doesNotContain("New template");
        assertThat(approver.get("/templates/" + key).body())
                .contains("Preview of version 1")
                .doesNotContain(edit, "/restore");
        assertThat(approver.get(edit).statusCode()).isEqualTo(409);
        assertThat(approver.get("/templates/" + key + "/publish").statusCode()).isEqualTo(409);
        for (String act : List.of("/edit", "/edit/preview", "/publish", "/begin", "/discard", "/restore", "/go-on")) {
            var refused = approver.submit("/templates", "/templates/" + key + act, in);
            assertThat(refused.statusCode()).as(act).isEqualTo(403);
        }
        assertThat(drafts.of(key).orElseThrow().files().get("notice.md")).contains("Hello");
    }

    @Test
    void nothing_in_a_template_becomes_markup_of_the_page_or_runs_in_the_preview() {
        begin();
        String hostile = "</textarea><script>alert(1)</script>";
        Map<String, String> in = studio.form(key, "notice.md", "Hello", hostile);
        in.put("show", "yes");
        assertThat(browser.submit(edit, edit, in).body()).doesNotContain("<script>alert");

        in = studio.form(key, "notice.md", "Hello", "${\"freemarker.template.utility.Execute\"?new()(\"id\")}");
        in.remove("show");
        String live = browser.submit(edit, edit + "/preview", in).body();
        assertThat(live).contains("data-file=\"notice.md\"").doesNotContain("uid=", "<iframe");
    }

    private void begin() {
        browser.submit("/templates/" + key, "/templates/" + key + "/begin", Map.of());
    }

    private String save(String file, String from, String to) {
        browser.submit(edit, edit, studio.form(key, file, from, to));
        return browser.get(edit).body();
    }

    private static Map<String, String> with(Map<String, String> files, String file, String from, String to) {
        var changed = new HashMap<>(files);
        changed.computeIfPresent(file, (name, text) -> text.replace(from, to));
        return changed;
    }

    /** As the import leaves it when both sides changed. */
    private void folderSays(String from, String to) {
        Map<String, String> files = with(templates.latest(key).files(), "notice.md", from, to);
        belay.sql()
                .sql("INSERT INTO template_conflict (key, sha256, files) VALUES (:key, :sha256, :files::jsonb)")
                .param("key", key)
                .param("sha256", "folder-" + to)
                .param("files", JsonMapper.shared().writeValueAsString(files))
                .update();
    }
}
