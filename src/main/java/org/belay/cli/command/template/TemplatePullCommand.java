package org.belay.cli.command.template;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.belay.cli.command.ServerOptions;
import org.belay.cli.http.ApiClient;
import org.belay.cli.http.JsonObject;
import org.belay.cli.print.CommandOutput;
import org.belay.cli.print.ExitCode;
import org.belay.template.files.TemplateFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the templates of the server to files, for editing and for git. */
@Command(
        name = "pull",
        description = {
            "Write the templates of the server to a folder.",
            "Templates that you changed are not overwritten. The file .belay-versions records from which version each"
                    + " template started; keep it in git too."
        })
final class TemplatePullCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions server;

    @Mixin
    private CommandOutput output;

    @Parameters(index = "0", paramLabel = "DIR", description = "the folder; created if missing")
    private Path dir;

    @Parameters(index = "1..*", paramLabel = "KEY", description = "the templates; default: all of the server")
    private List<String> keys = List.of();

    @Option(names = "--force", description = "overwrite your changes too")
    private boolean force;

    /** The result for one template. */
    private record PulledTemplate(ServerTemplate template, String what, String sentence) {}

    @Override
    public Integer call() {
        ApiClient api = server.api();
        // before the folder is made: a server that does not answer leaves nothing behind
        List<ServerTemplate> listed = api.get("/templates").list("templates").stream()
                .map(ServerTemplate::of)
                .toList();
        List<String> wanted =
                keys.isEmpty() ? listed.stream().map(ServerTemplate::key).toList() : keys;
        List<ServerTemplate> templates = wanted.stream()
                .map(key -> ServerTemplate.of(api.get("/templates/" + ApiClient.urlEncoded(key)))
                        .checkNames())
                .toList();
        LocalTemplates here = LocalTemplates.created(dir);
        List<PulledTemplate> done =
                templates.stream().map(one -> pull(one, here)).toList();
        show(done);
        return done.stream().anyMatch(one -> one.what().equals("conflict")) ? ExitCode.FAILED : ExitCode.DONE;
    }

    private PulledTemplate pull(ServerTemplate theirs, LocalTemplates here) {
        String key = theirs.key();
        Map<String, String> mine = here.files(key);
        if (TemplateFiles.sha256(mine).equals(theirs.sha256())) {
            here.rememberVersion(theirs);
            return new PulledTemplate(theirs, "current", "");
        }
        boolean mineChanged = !mine.isEmpty() && here.hasLocalChanges(key);
        if (!mineChanged || force) {
            String before = here.base(key)
                    .map(base -> " Previously version " + base.number() + ".")
                    .orElse("");
            here.write(theirs);
            return new PulledTemplate(
                    theirs,
                    "written",
                    key + ": " + theirs.versionText() + "." + before
                            + (mineChanged ? " Your changes were overwritten." : ""));
        }
        boolean theirsChanged = here.base(key).filter(theirs.base()::equals).isEmpty();
        if (!theirsChanged) {
            return new PulledTemplate(
                    theirs,
                    "changed",
                    key + ": not changed; it has your changes since version " + theirs.number() + ".");
        }
        return new PulledTemplate(theirs, "conflict", key + ": not changed. " + conflictHelp(theirs, here));
    }

    /** Explains what to do if both sides changed. */
    static String conflictHelp(ServerTemplate theirs, LocalTemplates here) {
        String key = theirs.key();
        String mine = here.base(key)
                .map(base -> "You changed it since version " + base.number())
                .orElse("It exists here but was never pulled");
        String folder = here.folder().toString();
        return mine + ", and the server has " + theirs.versionText() + ".\n"
                + "    Differences:         belay template diff " + folder + " " + key + "\n"
                + "    To publish yours:    merge what you want to keep of the other version, then\n"
                + "                         belay template push " + folder + " " + key + " --over " + theirs.number()
                + "\n"
                + "    To take the other:   belay template pull " + folder + " " + key + " --force";
    }

    private void show(List<PulledTemplate> done) {
        var templates = new ArrayList<Map<String, Object>>();
        for (PulledTemplate one : done) {
            var view = new LinkedHashMap<String, Object>();
            view.put("key", one.template().key());
            view.put("number", one.template().number());
            view.put("result", one.what());
            templates.add(view);
        }
        boolean ok = done.stream().noneMatch(one -> one.what().equals("conflict"));
        output.printAnswer(new JsonObject(Map.of("ok", ok, "folder", dir.toString(), "templates", templates)), out -> {
            done.stream()
                    .map(PulledTemplate::sentence)
                    .filter(line -> !line.isEmpty())
                    .forEach(out::println);
            long current =
                    done.stream().filter(one -> one.what().equals("current")).count();
            if (current == done.size()) out.println(dir + " is up to date.");
            else if (current > 0) out.println((current == 1 ? "1 other is" : current + " others are") + " up to date.");
        });
    }
}
