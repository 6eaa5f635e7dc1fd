package org.belay.template.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.belay.access.Role;
import org.belay.access.User;
import org.belay.access.Users;
import org.belay.audit.AuditEntry;
import org.belay.audit.AuditLog;
import org.belay.platform.ObjectNotFound;
import org.belay.platform.RequestRefused;
import org.belay.template.SmallTemplate;
import org.belay.template.TemplateError;
import org.belay.template.TemplateVersion;
import org.belay.template.files.PulledVersions;
import org.belay.testsupport.BelayServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TemplateDraftsIT {
    @RegisterExtension
    static final BelayServer belay = BelayServer.serve().unshared();

    private static User nora;
    private static User ben;
    private static User ana;

    private final TemplateDrafts drafts = belay.bean(TemplateDrafts.class);
    private final Templates templates = belay.bean(Templates.class);

    @BeforeAll
    static void people() {
        Users users = belay.bean(Users.class);
        nora = users.enrol("Nora", "nora@example.org", Set.of(Role.AUTHOR), "test");
        ben = users.enrol("Ben", "ben@example.org", Set.of(Role.AUTHOR), "test");
        ana = users.enrol("Ana", "ana@example.org", Set.of(Role.APPROVER), "test");
    }

    @Test
    void a_new_template_is_written_and_published() {
        TemplateDraft draft =
                drafts.create("born-here", SmallTemplate.template().files(), nora);
        assertThat(draft.base()).isZero();
        assertThatThrownBy(() -> templates.latest("born-here")).isInstanceOf(ObjectNotFound.class);

        TemplateVersion version = drafts.publish("born-here", draft.revision(), " First\nwords ", nora);

        assertThat(version.number()).isEqualTo(1);
        assertThat(drafts.of("born-here")).isEmpty();
        assertThat(templates.latest("born-here")).isEqualTo(version);
        assertThat(templates.history("born-here")).singleElement().satisfies(history -> {
            assertThat(history.by()).isEqualTo("nora@example.org");
            assertThat(history.origin()).isEqualTo(VersionOrigin.BROWSER);
            assertThat(history.note()).isEqualTo("First words");
        });
        assertThat(belay.bean(AuditLog.class).entriesAbout("template born-here"))
                .extracting(AuditEntry::action)
                .containsExactly("publish");
    }

    @Test
    void two_people_who_save_at_once_do_not_overwrite_each_other() {
        TemplateDraft seen = published("both-edit");
        drafts.save("both-edit", with(seen, "notice.md", "nora"), seen.revision(), nora);

        var conflict = catchThrowableOfType(
                DraftConflict.class,
                () -> drafts.save("both-edit", with(seen, "notice.md", "ben"), seen.revision(), ben));

        assertThat(conflict)
                .hasMessage(
                        "nora@example.org has saved the draft of template \"both-edit\" meanwhile. Nothing was saved"
                                + " and nothing was overwritten. Compare the two, and save again.");
        TemplateDraft theirs = conflict.theirs().orElseThrow();
        assertThat(theirs.files()).containsEntry("notice.md", "nora\n");
        assertThat(drafts.save("both-edit", with(theirs, "notice.md", "both"), theirs.revision(), ben)
                        .files())
                .containsEntry("notice.md", "both\n");
    }

    @Test
    void a_draft_that_was_discarded_and_begun_again_is_not_mistaken_for_the_old_one() {
        TemplateDraft old = published("begun-again");
        drafts.discard("begun-again", old.revision(), nora);
        TemplateDraft anew = drafts.begin("begun-again", nora);

        assertThatThrownBy(() -> drafts.save("begun-again", old.files(), old.revision(), ben))
                .isInstanceOf(DraftConflict.class);
        assertThat(anew.revision()).isGreaterThan(old.revision());
    }

    @Test
    void a_draft_with_problems_is_kept_and_not_published() {
        TemplateDraft draft = published("with-problems");
        TemplateDraft saved = drafts.save(
                "with-problems",
                with(
                        draft,
                        "notice.md",
                        SmallTemplate.template().notice("${deadlin}").files().get("notice.md")),
                draft.revision(),
                nora);

        assertThatThrownBy(() -> drafts.publish("with-problems", saved.revision(), "", nora))
                .isInstanceOf(TemplateError.class)
                .hasMessage("with-problems/notice.md:4:3: There is no field \"deadlin\". Write ${deadline}.");
        assertThat(drafts.of("with-problems")).contains(saved);
        assertThat(templates.latest("with-problems").number()).isEqualTo(1);
    }

    @Test
    void a_version_published_meanwhile_is_reported_and_the_draft_can_be_rebased() {
        TemplateDraft draft = published("overtaken");
        TemplateDraft saved = drafts.save("overtaken", words(draft, "Mine."), draft.revision(), nora);
        templates.push("overtaken", on("overtaken", 1), words(draft, "Theirs."), "", ben);

        var conflict = catchThrowableOfType(
                VersionConflict.class, () -> drafts.publish("overtaken", saved.revision(), "", nora));
        assertThat(conflict)
                .hasMessageContaining("the newest is version 2, pushed by ben@example.org")
                .hasMessageContaining("Nothing was published and nothing is lost");

        TemplateDraft on = drafts.rebase("overtaken", 2, saved.revision(), nora);
        assertThat(on.files()).isEqualTo(saved.files());
        assertThat(drafts.publish("overtaken", on.revision(), "", nora).number())
                .isEqualTo(3);
    }

    @Test
    void an_older_version_is_restored_as_a_draft_unless_the_draft_has_changes() {
        TemplateDraft draft = published("to-restore");
        TemplateDraft changed = drafts.save("to-restore", words(draft, "Second."), draft.revision(), nora);
        drafts.publish("to-restore", changed.revision(), "", nora);

        TemplateDraft restored = drafts.restore("to-restore", 1, nora);
        assertThat(restored.base()).isEqualTo(2);
        assertThat(restored.files()).isEqualTo(draft.files());
        assertThatThrownBy(() -> drafts.restore("to-restore", 2, ben))
                .isInstanceOf(RequestRefused.class)
                .hasMessage("There is a draft of template \"to-restore\", last saved by nora@example.org. Nothing was"
                        + " restored. Publish or discard it first.");
        assertThat(drafts.publish("to-restore", restored.revision(), "", nora).number())
                .isEqualTo(3);
    }

    @Test
    void an_unchanged_draft_follows_the_newest_version() {
        TemplateDraft draft = published("follows");
        templates.push("follows", on("follows", 1), words(draft, "Second."), "", ben);
        assertThat(drafts.begin("follows", nora).base()).isEqualTo(2);
    }

    @Test
    void users_who_are_no_authors_may_only_read() {
        TemplateDraft draft = published("look-only");
        assertThatThrownBy(() -> drafts.save("look-only", draft.files(), draft.revision(), ana))
                .hasMessage("Only an author or an editor may write on a template. Nothing was changed.");
        assertThatThrownBy(() -> drafts.publish("look-only", draft.revision(), "", ana))
                .isInstanceOf(RequestRefused.class);
        assertThat(drafts.of("look-only")).contains(draft);
    }

    @Test
    void invalid_names_and_sizes_are_not_saved() {
        TemplateDraft draft = published("attacked");
        for (String name : new String[] {"../x.md", "notice.md/../../x", "notice.md\r\nX: y", "notice_DE.md", ""}) {
            assertThatThrownBy(() -> drafts.save("attacked", with(draft, name, "x"), draft.revision(), nora))
                    .as(name)
                    .isInstanceOf(TemplateError.class)
                    .hasMessageContaining("has no file of this name")
                    .satisfies(error -> assertThat(error.getMessage().lines()).hasSize(1));
        }
        String tenMegabytes = "x".repeat(10 << 20);
        assertThatThrownBy(
                        () -> drafts.save("attacked", with(draft, "notice.md", tenMegabytes), draft.revision(), nora))
                .hasMessage("attacked/notice.md: It has more than 400 KB. Say it in fewer words.");
        assertThatThrownBy(() -> drafts.save("attacked", with(draft, "notice.md", "a\nb\0"), draft.revision(), nora))
                .hasMessage("attacked/notice.md:2:2: There is a NUL character or half of a surrogate pair. Remove it.");
        for (String key : new String[] {"../../etc", "A", "a b", "", "a\r\nb", "x".repeat(61)}) {
            assertThatThrownBy(() -> drafts.create(key, draft.files(), nora))
                    .as(key)
                    .isInstanceOf(TemplateError.class);
        }
        assertThat(drafts.of("attacked")).contains(draft);
    }

    private TemplateDraft published(String key) {
        TemplateDraft draft = drafts.create(key, SmallTemplate.template().files(), nora);
        drafts.publish(key, draft.revision(), "", nora);
        return drafts.begin(key, nora);
    }

    private static Map<String, String> words(TemplateDraft draft, String notice) {
        return with(
                draft,
                "notice.md",
                SmallTemplate.template().notice(notice).files().get("notice.md"));
    }

    private static Map<String, String> with(TemplateDraft draft, String name, String content) {
        var files = new TreeMap<>(draft.files());
        files.put(name, content);
        return files;
    }

    private Optional<PulledVersions.PulledVersion> on(String key, int number) {
        return Optional.of(new PulledVersions.PulledVersion(
                number, templates.version(key, number).sha256()));
    }
}
