package org.belay.cli.command.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.belay.access.ApiTokens;
import org.belay.access.Role;
import org.belay.access.User;
import org.belay.access.Users;
import org.belay.cli.BelayCommand;
import org.belay.cli.http.JsonCodec;
import org.belay.cli.http.JsonObject;
import org.belay.cli.print.ExitCode;
import org.belay.template.files.TemplateReader;
import org.belay.template.versions.TemplateDraft;
import org.belay.template.versions.TemplateDrafts;
import org.belay.template.versions.Templates;
import org.belay.testsupport.BelayServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Templates copied between server, editor and git through the command line only. */
class TemplateRoundTripIT {
    @RegisterExtension
    static final BelayServer belay = BelayServer.serve().unshared();

    private static int round;

    @TempDir
    private Path home;

    private final Templates templates = belay.bean(Templates.class);
    private final TemplateDrafts drafts = belay.bean(TemplateDrafts.class);
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private User nora;
    private String token;
    private String key;
    private Path dir;

    @BeforeEach
    void a_template_of_its_own() throws IOException {
        key = "trip-" + ++round;
        dir = home.resolve("mine");
        nora = belay.bean(Users.class).enrol("Nora", "nora" + round + "@example.org", Set.of(Role.AUTHOR), "test");
        token = Files.writeString(
                        home.resolve("token"),
                        belay.bean(ApiTokens.class).issue("test", nora, nora).secret())
                .toString();
        TemplateDraft draft = drafts.create(
                key, TemplateReader.read(Path.of("templates/planned-outage")).files(), nora);
        drafts.publish(key, draft.revision(), "", nora);
    }

    @Test
    void a_template_edited_in_browser_and_editor_is_the_same_on_both_sides_after_pull_and_push() throws IOException {
        inTheBrowser("From the browser.");

        assertThat(template("pull", key)).isEqualTo(ExitCode.DONE);
        assertThat(said()).contains(key + ": version 2, published by nora" + round + "@example.org on ");
        assertThat(Files.readString(notice())).contains("From the browser.");
        assertThat(template("diff", key)).as("nothing differs").isEqualTo(ExitCode.DONE);
        assertThat(said()).isEmpty();

        edit("From the editor.");
        assertThat(template("diff", key)).isEqualTo(ExitCode.FAILED);
        assertThat(said())
                .contains("--- " + key + "/notice.md  (version 2, published by nora")
                .contains("+++ " + dir + "/" + key + "/notice.md")
                .contains("\n+From the editor.\n");
        assertThat(template("push", key, "--note", "From git")).isEqualTo(ExitCode.DONE);
        assertThat(said()).isEqualTo(key + ": published as version 3.\n");
        assertThat(template("diff", key)).isEqualTo(ExitCode.DONE);
        assertThat(templates.history(key).get(0).note()).isEqualTo("From git");
        said();
        assertThat(template("push", key)).isEqualTo(ExitCode.DONE);
        assertThat(said()).contains("Nothing to push");
    }

    @Test
    void a_conflict_is_reported_and_changes_nothing() throws IOException {
        template("pull", key);
        edit("Mine.");
        inTheBrowser("Theirs.");
        said();

        assertThat(template("push", key)).isEqualTo(ExitCode.FAILED);
        assertThat(said())
                .contains(key + ": You changed it since version 1, and the server has version 2, published by nora")
                .contains("belay template push " + dir + " " + key + " --over 2")
                .contains("Nothing was pushed.");
        assertThat(template("pull", key)).isEqualTo(ExitCode.FAILED);
        assertThat(said()).contains(key + ": not changed. You changed it since version 1");
        assertThat(Files.readString(notice())).contains("Mine.").doesNotContain("Theirs.");
        assertThat(template("push", key, "--over", "1")).as("not what is there").isEqualTo(ExitCode.FAILED);

        edit("Theirs.");
        assertThat(template("push", key, "--over", "2")).isEqualTo(ExitCode.DONE);
        assertThat(templates.latest(key).number()).isEqualTo(3);
        assertThat(templates.latest(key).files().get("notice.md")).contains("Mine.", "Theirs.");
    }

    @Test
    void local_changes_are_overwritten_only_with_force() throws IOException {
        template("pull", key);
        edit("Mine.");
        said();
        assertThat(template("pull", key)).as("only this side changed").isEqualTo(ExitCode.DONE);
        assertThat(said()).contains(key + ": not changed; it has your changes since version 1.");
        assertThat(template("pull", key, "--force")).isEqualTo(ExitCode.DONE);
        assertThat(said()).contains("Your changes were overwritten.");
        assertThat(Files.readString(notice())).doesNotContain("Mine.");
    }

    @Test
    void a_pull_deletes_files_that_were_deleted_on_the_server() throws IOException {
        template("pull", key);
        Files.writeString(dir.resolve(key).resolve("notes.txt"), "my own");
        TemplateDraft draft = drafts.begin(key, nora);
        var english = new TreeMap<>(draft.files());
        english.keySet().removeIf(name -> name.contains("_"));
        drafts.publish(key, drafts.save(key, english, draft.revision(), nora).revision(), "", nora);

        assertThat(template("pull", key)).isEqualTo(ExitCode.DONE);
        assertThat(dir.resolve(key))
                .isDirectoryContaining("glob:**/notice.md")
                .isDirectoryContaining("glob:**/notes.txt")
                .isDirectoryNotContaining("glob:**/notice_de.md");
    }

    @Test
    void one_broken_template_prevents_the_whole_push() throws IOException {
        template("pull", key);
        edit("Good.");
        Path broken = Files.createDirectories(dir.resolve("broken-" + round));
        for (var file : templates.latest(key).files().entrySet()) {
            Files.writeString(broken.resolve(file.getKey()), file.getValue());
        }
        Files.writeString(broken.resolve("notice.md"), "---\nsubject: x\n---\n${deadlin}\n");
        said();

        assertThat(template("push")).isEqualTo(ExitCode.FAILED);

        assertThat(said())
                .contains("broken-" + round + "/notice.md:4:3: There is no field \"deadlin\".")
                .endsWith("1 problem. Nothing was pushed.\n");
        assertThat(templates.latest(key).number()).isEqualTo(1);
        JsonObject json = json("push");
        assertThat(json.list("problems").get(0).number("line")).isEqualTo(4);
    }

    @Test
    void a_new_template_in_the_folder_is_created_on_the_server() throws IOException {
        template("pull", key);
        Files.move(dir.resolve(key), dir.resolve("new-" + round));
        assertThat(template("diff", "new-" + round)).isEqualTo(ExitCode.FAILED);
        assertThat(said()).contains("--- not on the server\n");
        assertThat(template("push", "new-" + round)).isEqualTo(ExitCode.DONE);
        assertThat(templates.latest("new-" + round).number()).isEqualTo(1);
    }

    @Test
    void windows_line_ends_are_not_a_change() throws IOException {
        template("pull", key);
        Files.writeString(notice(), Files.readString(notice()).replace("\n", "\r\n"));
        said();
        assertThat(template("diff", key)).isEqualTo(ExitCode.DONE);
        assertThat(template("push", key)).isEqualTo(ExitCode.DONE);
        assertThat(said()).contains("Nothing to push");
    }

    @Test
    void a_broken_versions_file_is_named_with_its_line() throws IOException {
        template("pull", key);
        Files.writeString(dir.resolve(".belay-versions"), "<<<<<<< HEAD\n");
        assertThat(template("push", key)).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains(".belay-versions:1: This line does not say");
    }

    @Test
    void wrong_names_and_options_get_a_helpful_message() {
        template("pull", key);
        assertThat(template("push", key + "x")).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString())
                .contains("There is no template \"" + key + "x\" in " + dir + ". Did you mean " + key
                        + "? Nothing was pushed.");
        assertThat(template("push", "--over", "3")).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(err.toString()).contains("--over needs exactly one template");
        assertThat(run("template", "push", dir.resolve(key).toString())).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("is one template. Name its parent folder");
        assertThat(run("template", "diff", home.resolve("nowhere").toString())).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("There is no folder");
        assertThat(template("pull", "planed-outage")).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("Did you mean planned-outage?");
    }

    @Test
    void output_json_has_results_files_and_conflicts() throws IOException {
        JsonObject pulled = json("pull", key);
        assertThat(pulled.list("templates").get(0).text("result")).isEqualTo("written");
        edit("More.");
        assertThat(json("diff", key)
                        .list("templates")
                        .get(0)
                        .list("files")
                        .get(0)
                        .text("name"))
                .isEqualTo("notice.md");
        inTheBrowser("Theirs.");
        assertThat(json("push", key).list("conflicts").get(0).number("number")).isEqualTo(2);
    }

    private void inTheBrowser(String sentence) {
        TemplateDraft draft = drafts.begin(key, nora);
        var files = new TreeMap<>(draft.files());
        files.merge("notice.md", "\n" + sentence + "\n", String::concat);
        drafts.publish(key, drafts.save(key, files, draft.revision(), nora).revision(), "", nora);
    }

    private void edit(String sentence) throws IOException {
        Files.writeString(notice(), Files.readString(notice()) + "\n" + sentence + "\n");
    }

    private Path notice() {
        return dir.resolve(key).resolve("notice.md");
    }

    private JsonObject json(String command, String... more) {
        said();
        var all = new ArrayList<>(List.of("template", command, dir.toString()));
        all.addAll(List.of(more));
        all.addAll(List.of("--output", "json"));
        run(all.toArray(String[]::new));
        return JsonObject.of(JsonCodec.read(said().strip()));
    }

    private int template(String command, String... more) {
        var all = new ArrayList<>(List.of("template", command, dir.toString()));
        all.addAll(List.of(more));
        return run(all.toArray(String[]::new));
    }

    /** The output since the last call. */
    private String said() {
        String said = out.toString().replace("\r\n", "\n");
        out.getBuffer().setLength(0);
        return said;
    }

    private int run(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--url", belay.url("/").toString(), "--token-file", token));
        return BelayCommand.with()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
    }
}
