package org.belay.template.folder;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.belay.access.Role;
import org.belay.access.User;
import org.belay.access.Users;
import org.belay.platform.ObjectNotFound;
import org.belay.platform.RequestRefused;
import org.belay.template.SmallTemplate;
import org.belay.template.TemplateVersion;
import org.belay.template.files.PulledVersions;
import org.belay.template.files.TemplateReader;
import org.belay.template.versions.FolderConflict;
import org.belay.template.versions.Templates;
import org.belay.template.versions.VersionOrigin;
import org.belay.template.versions.VersionRecord;
import org.belay.testsupport.AdjustableClock;
import org.belay.testsupport.BelayServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Each call of look() is one poll of the server. */
class FolderWatchIT {
    @RegisterExtension
    static final BelayServer belay = BelayServer.serve().unshared();

    private static User nora;

    @TempDir
    Path folder;

    private final Templates templates = belay.bean(Templates.class);
    private final FolderImport imports = belay.bean(FolderImport.class);
    private final ListAppender<ILoggingEvent> said = new ListAppender<>();
    private FolderWatch watch;

    @BeforeAll
    static void people() {
        nora = belay.bean(Users.class).enrol("Nora", "nora@example.org", Set.of(Role.AUTHOR), "test");
    }

    @BeforeEach
    void listen() {
        watch = started();
        said.start();
        logger().addAppender(said);
    }

    @AfterEach
    void stopListening() {
        logger().detachAppender(said);
    }

    @Test
    void only_a_change_makes_a_new_version_and_old_ones_stay() throws IOException {
        write("try-it", SmallTemplate.template());
        assertThat(twoLooks()).isEqualTo(1);
        assertThat(twoLooks()).isZero();
        TemplateVersion first = templates.latest("try-it");

        write("try-it", SmallTemplate.template().notice("Other words."));
        assertThat(twoLooks()).isEqualTo(1);

        assertThat(templates.latest("try-it").number()).isEqualTo(2);
        assertThat(templates.version(first.id()).files().get("notice.md")).contains("Words.");
        assertThat(templates.history("try-it"))
                .extracting(VersionRecord::origin)
                .containsOnly(VersionOrigin.FOLDER);
    }

    @Test
    void files_being_written_make_no_version() throws IOException {
        write("half", SmallTemplate.template());
        twoLooks();

        write("half", SmallTemplate.template().notice("A sentence that"));
        assertThat(watch.poll()).isZero();
        write("half", SmallTemplate.template().notice("A sentence that has an end."));
        assertThat(watch.poll()).isZero();
        assertThat(watch.poll()).isEqualTo(1);

        assertThat(templates.latest("half").number()).isEqualTo(2);
        assertThat(templates.latest("half").files().get("notice.md")).contains("has an end.");
    }

    @Test
    void the_first_poll_imports_finished_files_only() throws IOException {
        write("at-start", SmallTemplate.template());
        assertThat(started().poll()).isZero();

        var later = new AdjustableClock();
        later.setOffset(Duration.ofSeconds(10));
        assertThat(new FolderWatch(imports, folder, later).poll()).isEqualTo(1);
    }

    @Test
    void an_editor_that_writes_another_file_and_renames_it_is_seen() throws IOException {
        write("renamed", SmallTemplate.template());
        twoLooks();
        Path notice = folder.resolve("renamed/notice.md");
        Path other = folder.resolve("renamed/.notice.md.swp");
        Files.writeString(other, Files.readString(notice).replace("Words.", "Sword."));
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(notice));
        assertThat(twoLooks()).as("a file beside it is no part of it").isZero();

        Files.move(other, notice, StandardCopyOption.ATOMIC_MOVE);

        assertThat(twoLooks()).as("same name, size and time").isEqualTo(1);
    }

    @Test
    void a_broken_template_is_logged_once_and_the_others_are_imported() throws IOException {
        write("good", SmallTemplate.template());
        write("broken", SmallTemplate.template().notice("${deadlin}"));

        assertThat(twoLooks()).isEqualTo(1);
        twoLooks();

        assertThat(said()).singleElement().asString().contains("""
                was not imported. Its last version, if there is one, stays in use.
                broken/notice.md:4:3: There is no field "deadlin". Write ${deadline}.""");
        assertThatThrownBy(() -> templates.latest("broken")).isInstanceOf(ObjectNotFound.class);

        write("broken", SmallTemplate.template().notice("${deadline}"));
        assertThat(twoLooks()).isEqualTo(1);
    }

    @Test
    void line_ends_and_byte_order_marks_are_no_change() throws IOException {
        write("windows", SmallTemplate.template());
        twoLooks();
        for (var file : SmallTemplate.template().files().entrySet()) {
            Files.writeString(
                    folder.resolve("windows").resolve(file.getKey()),
                    "\uFEFF" + file.getValue().replace("\n", "\r\n"));
        }
        assertThat(twoLooks()).isZero();
        assertThat(said()).isEmpty();
    }

    @Test
    void a_restart_does_not_restore_the_folders_older_text() throws IOException {
        write("restarted", SmallTemplate.template());
        twoLooks();
        templates.push(
                "restarted",
                on("restarted", 1),
                SmallTemplate.template().notice("Published.").files(),
                "",
                nora);

        watch = started();
        assertThat(twoLooks()).isZero();

        assertThat(templates.latest("restarted").number()).isEqualTo(2);
        assertThat(conflict("restarted")).isEmpty();
    }

    @Test
    void if_both_changed_nothing_is_imported_until_an_author_chooses() throws IOException {
        bothChanged("contested");

        assertThat(templates.latest("contested").number()).isEqualTo(2);
        assertThat(said())
                .singleElement()
                .asString()
                .contains("the newest is version 2, pushed by nora@example.org. Nothing was imported");
        FolderConflict conflict = conflict("contested").get(0);
        assertThat(conflict.files().get("notice.md")).contains("The folder's.");

        TemplateVersion chosen = imports.takeFolder("contested", conflict.seen(), nora);

        assertThat(chosen.number()).isEqualTo(3);
        assertThat(templates.history("contested").get(0).by()).isEqualTo("nora@example.org");
        assertThat(conflict("contested")).isEmpty();
        assertThat(twoLooks()).isZero();
    }

    @Test
    void after_keeping_the_published_version_only_a_folder_change_makes_a_conflict() throws IOException {
        bothChanged("kept");
        imports.keepPublished("kept", conflict("kept").get(0).seen(), nora);

        watch = started();
        twoLooks();
        assertThat(templates.latest("kept").number()).isEqualTo(2);
        assertThat(conflict("kept")).isEmpty();

        write("kept", SmallTemplate.template().notice("The folder's, again."));
        twoLooks();
        assertThat(conflict("kept")).hasSize(1);
    }

    @Test
    void a_choice_based_on_outdated_content_is_refused() throws IOException {
        bothChanged("moving");
        String seen = conflict("moving").get(0).seen();
        templates.push(
                "moving",
                on("moving", 2),
                SmallTemplate.template().notice("Newer.").files(),
                "",
                nora);

        assertThatThrownBy(() -> imports.takeFolder("moving", seen, nora))
                .isInstanceOf(RequestRefused.class)
                .hasMessageContaining("has changed since you looked. Nothing was chosen.");
        assertThat(templates.latest("moving").number()).isEqualTo(3);
    }

    @Test
    void a_merged_published_version_makes_no_conflict() throws IOException {
        bothChanged("merged");
        new PulledVersions(Map.of(
                        "merged",
                        new PulledVersions.PulledVersion(
                                2, templates.latest("merged").sha256())))
                .write(folder);

        assertThat(twoLooks()).isEqualTo(1);

        assertThat(templates.latest("merged").number()).isEqualTo(3);
        assertThat(conflict("merged")).isEmpty();
    }

    @Test
    void a_folder_that_lags_behind_a_push_is_no_conflict() throws IOException {
        write("behind", SmallTemplate.template());
        twoLooks();
        templates.push(
                "behind",
                on("behind", 1),
                SmallTemplate.template().notice("Second.").files(),
                "",
                nora);
        templates.push(
                "behind",
                on("behind", 2),
                SmallTemplate.template().notice("Third.").files(),
                "",
                nora);

        write("behind", SmallTemplate.template().notice("Second."));
        assertThat(twoLooks()).isZero();
        assertThat(conflict("behind")).isEmpty();
        assertThat(templates.latest("behind").number()).isEqualTo(3);
    }

    @Test
    void publishing_the_folders_content_resolves_the_conflict() throws IOException {
        bothChanged("agreed");
        templates.push(
                "agreed",
                on("agreed", 2),
                SmallTemplate.template().notice("The folder's.").files(),
                "",
                nora);
        assertThat(conflict("agreed")).isEmpty();
    }

    @Test
    void a_shipped_template_never_conflicts_with_an_edited_one() {
        imports.importTemplate(
                TemplateReader.parse("brought", SmallTemplate.template().files()),
                Optional.empty(),
                VersionOrigin.SHIPPED);
        templates.push(
                "brought",
                on("brought", 1),
                SmallTemplate.template().notice("Ours.").files(),
                "",
                nora);

        var newer = TemplateReader.parse(
                "brought", SmallTemplate.template().notice("A newer program's.").files());
        assertThat(imports.importTemplate(newer, Optional.empty(), VersionOrigin.SHIPPED))
                .isEqualTo(FolderImport.ImportResult.KNOWN);
        assertThat(templates.latest("brought").number()).isEqualTo(2);
        assertThat(conflict("brought")).isEmpty();
    }

    @Test
    void a_folder_that_goes_away_and_comes_back_changes_nothing() throws IOException {
        write("mounted", SmallTemplate.template());
        twoLooks();
        Path away = folder.resolveSibling(folder.getFileName() + "-away");
        Files.move(folder, away);
        assertThat(twoLooks()).isZero();
        Files.move(away, folder);
        assertThat(twoLooks()).isZero();
        assertThat(templates.latest("mounted").number()).isEqualTo(1);
    }

    @Test
    void a_folder_or_file_that_is_no_template_is_reported() throws IOException {
        write("No Name", SmallTemplate.template());
        write("latin", SmallTemplate.template());
        Files.write(folder.resolve("latin/notice.md"), "---\nsubject: Grüße\n---\nx\n".getBytes(ISO_8859_1));
        write("large", SmallTemplate.template());
        Files.write(folder.resolve("large/notice.md"), "x".repeat(10 << 20).getBytes(UTF_8));
        write("linked", SmallTemplate.template());
        Files.delete(folder.resolve("linked/notice.md"));
        Files.createSymbolicLink(folder.resolve("linked/notice.md"), Path.of("/etc/hostname"));

        assertThat(twoLooks()).isZero();

        assertThat(String.join("\n", said()))
                .contains("No Name: This cannot be a template's name. Use up to 60 small letters")
                .contains("latin/notice.md: It is not UTF-8. Save it as UTF-8.")
                .contains("large/notice.md: It has more than 400 KB.")
                .contains("linked/notice.md: It is a link to a place outside its folder.");
    }

    private void bothChanged(String key) throws IOException {
        write(key, SmallTemplate.template());
        twoLooks();
        templates.push(
                key, on(key, 1), SmallTemplate.template().notice("Published.").files(), "", nora);
        write(key, SmallTemplate.template().notice("The folder's."));
        assertThat(twoLooks()).isZero();
    }

    private List<FolderConflict> conflict(String key) {
        return imports.conflicts().stream().filter(one -> one.key().equals(key)).toList();
    }

    private FolderWatch started() {
        return new FolderWatch(imports, folder, Clock.systemUTC());
    }

    private int twoLooks() {
        return watch.poll() + watch.poll();
    }

    private List<String> said() {
        return said.list.stream()
                .filter(event -> event.getLevel() == Level.WARN)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(FolderWatch.class);
    }

    private void write(String key, SmallTemplate words) throws IOException {
        Path template = Files.createDirectories(folder.resolve(key));
        for (var file : new TreeMap<>(words.files()).entrySet()) {
            Files.writeString(template.resolve(file.getKey()), file.getValue());
        }
    }

    private Optional<PulledVersions.PulledVersion> on(String key, int number) {
        return Optional.of(new PulledVersions.PulledVersion(
                number, templates.version(key, number).sha256()));
    }
}
