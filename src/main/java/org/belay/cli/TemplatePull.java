package org.belay.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.belay.template.TemplateFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The server's templates as files, for those who write them in an editor and keep them in git. */
@Command(
        name = "pull",
        description = {
            "Write the server's templates into a folder.",
            "What you have changed there is left as it is. The file .belay-versions in it remembers which version each"
                    + " template began from; keep it in git with them."
        })
final class TemplatePull implements Callable<Integer> {
    @Mixin
    private Connection server;

    @Mixin
    private Output output;

    @Parameters(index = "0", paramLabel = "DIR", description = "the folder; made if it is missing")
    private Path dir;

    @Parameters(index = "1..*", paramLabel = "KEY", description = "the templates; else all that the server has")
    private List<String> keys = List.of();

    @Option(names = "--force", description = "overwrite your own changes too")
    private boolean force;

    /** What became of one template. */
    private record Pulled(ServerTemplate template, String what, String sentence) {}

    @Override
    public Integer call() {
        Api api = server.api();
        // before the folder is made: a server that does not answer leaves nothing behind
        List<ServerTemplate> listed = api.get("/templates").list("templates").stream()
                .map(ServerTemplate::of)
                .toList();
        List<String> wanted =
                keys.isEmpty() ? listed.stream().map(ServerTemplate::key).toList() : keys;
        List<ServerTemplate> templates = wanted.stream()
                .map(key -> ServerTemplate.of(api.get("/templates/" + Api.encoded(key)))
                        .safe())
                .toList();
        LocalTemplates here = LocalTemplates.made(dir);
        List<Pulled> done = templates.stream().map(one -> pull(one, here)).toList();
        show(done);
        return done.stream().anyMatch(one -> one.what().equals("conflict")) ? Exit.FAILED : Exit.DONE;
    }

    private Pulled pull(ServerTemplate theirs, LocalTemplates here) {
        String key = theirs.key();
        Map<String, String> mine = here.files(key);
        if (TemplateFiles.sha256(mine).equals(theirs.sha256())) {
            here.began(theirs);
            return new Pulled(theirs, "current", "");
        }
        boolean mineChanged = !mine.isEmpty() && here.changed(key);
        if (!mineChanged || force) {
            String before = here.base(key)
                    .map(base -> " Before: version " + base.number() + ".")
                    .orElse("");
            here.write(theirs);
            return new Pulled(
                    theirs,
                    "written",
                    key + ": " + theirs.told() + "." + before + (mineChanged ? " Your changes were overwritten." : ""));
        }
        boolean theirsChanged = here.base(key).filter(theirs.base()::equals).isEmpty();
        if (!theirsChanged) {
            return new Pulled(
                    theirs,
                    "changed",
                    key + ": left as it is, with your changes since version " + theirs.number() + ".");
        }
        return new Pulled(theirs, "conflict", key + ": left as it is. " + contradiction(theirs, here));
    }

    /** What to do where both sides changed. */
    static String contradiction(ServerTemplate theirs, LocalTemplates here) {
        String key = theirs.key();
        String mine = here.base(key)
                .map(base -> "You changed it since version " + base.number())
                .orElse("It was here before it was ever pulled");
        String folder = here.folder().toString();
        return mine + ", and the server has " + theirs.told() + ".\n"
                + "    What differs:        belay template diff " + folder + " " + key + "\n"
                + "    To publish yours:    put in what you want to keep of theirs, then\n"
                + "                         belay template push " + folder + " " + key + " --over " + theirs.number()
                + "\n"
                + "    To take theirs:      belay template pull " + folder + " " + key + " --force";
    }

    private void show(List<Pulled> done) {
        var templates = new ArrayList<Map<String, Object>>();
        for (Pulled one : done) {
            var view = new LinkedHashMap<String, Object>();
            view.put("key", one.template().key());
            view.put("number", one.template().number());
            view.put("result", one.what());
            templates.add(view);
        }
        boolean ok = done.stream().noneMatch(one -> one.what().equals("conflict"));
        output.show(new Answer(Map.of("ok", ok, "folder", dir.toString(), "templates", templates)), out -> {
            done.stream().map(Pulled::sentence).filter(line -> !line.isEmpty()).forEach(out::println);
            long current =
                    done.stream().filter(one -> one.what().equals("current")).count();
            if (current == done.size()) out.println(dir + " is up to date.");
            else if (current > 0)
                out.println((current == 1 ? "One other is" : current + " others are") + " up to date.");
        });
    }
}
