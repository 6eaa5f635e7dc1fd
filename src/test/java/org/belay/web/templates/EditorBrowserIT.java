package org.belay.web.templates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.belay.access.Role;
import org.belay.access.User;
import org.belay.template.versions.TemplateDraft;
import org.belay.template.versions.TemplateDrafts;
import org.belay.template.versions.Templates;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.browser.ChromiumBrowser;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The editor in a real browser, from the search to the published version. */
class EditorBrowserIT {
    @RegisterExtension
    static final BelayServer belay = BelayServer.serve();

    private final TemplateAuthors studio = new TemplateAuthors(belay);
    private final TemplateDrafts drafts = belay.bean(TemplateDrafts.class);
    private final User nora = studio.person("Nora", Role.AUTHOR);
    private final User paul = studio.person("Paul", Role.AUTHOR);
    private final List<String> barriers = new ArrayList<>();

    @Test
    void a_template_is_found_edited_fixed_saved_beside_another_author_and_published() {
        Assumptions.assumeTrue(ChromiumBrowser.installed(), "Chromium and its driver are not installed");
        String key = studio.template(nora);
        try (var browser = new ChromiumBrowser(belay)) {
            browser.open("/sign-in");
            browser.type("#name", nora.address());
            browser.type("#pass", TemplateAuthors.PASSWORD);
            browser.press("main form button");

            browser.open("/templates");
            browser.type("#q", key);
            browser.awaitText("1 template contains");
            barriers.addAll(browser.barriersEverywhere("list"));
            browser.press("#found a[href='/templates/" + key + "']");
            browser.awaitText("Preview of version 1");
            barriers.addAll(browser.barriersEverywhere("template"));
            browser.press("form[action$='/begin'] button");
            browser.awaitText("No problems");

            browser.typeInEditor(".code", "Ahoy ${dedline}");
            browser.awaitText("Fix 1 problem to publish");
            assertThat(browser.inside(".code", ".problem")).contains("There is no field \"dedline\"");
            barriers.addAll(browser.barriersEverywhere("editor"));
            browser.pressInside(".code", ".problem button");
            browser.awaitText("No problems");
            browser.press("label:has([value='text'])");
            browser.awaitText("Ahoy ");
            assertThat(browser.words("#preview pre")).contains("Ahoy ").doesNotContain("dedline");
            browser.press("button[form='editor'][value='save']");
            browser.awaitText("Saved");
            assertThat(drafts.of(key).orElseThrow().files().get("notice.md")).contains("Ahoy ${deadline}");

            paulSaves(key);
            browser.typeInEditor(".code", "Once more. ");
            browser.press("button[form='editor'][value='save']");
            browser.awaitText("Paul saved this draft in the meantime");
            barriers.addAll(browser.barriersEverywhere("conflict"));
            assertThat(drafts.of(key).orElseThrow().files().get("notice.md")).doesNotContain("Once more.");
            browser.press("button[name='over']");
            browser.awaitText("Saved");

            browser.press("button[form='editor'][value='publish']");
            browser.awaitText("Changes since version 1");
            assertThat(browser.words(".diff")).contains("Once more.");
            barriers.addAll(browser.barriersEverywhere("publish"));
            browser.type("#note", "Greets like a sailor");
            browser.press("form.approve .primary");
            browser.awaitText("Greets like a sailor");
            browser.open("/templates/" + key + "/versions/1..2");
            barriers.addAll(browser.barriersEverywhere("versions"));
            assertThat(browser.complaints()).isEmpty();
        }
        assertThat(belay.bean(Templates.class).latest(key).number()).isEqualTo(2);
        assertThat(barriers).isEmpty();
    }

    private void paulSaves(String key) {
        TemplateDraft draft = drafts.of(key).orElseThrow();
        Map<String, String> files = new TreeMap<>(draft.files());
        files.computeIfPresent("notice_de.md", (name, text) -> text + "\nGruß\n");
        drafts.save(key, files, draft.revision(), paul);
    }
}
