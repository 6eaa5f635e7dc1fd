package org.belay.cli.command.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.belay.cli.command.ServerOptions;
import org.belay.cli.http.ApiClient;
import org.belay.cli.http.JsonObject;
import org.belay.cli.print.CommandOutput;
import org.belay.cli.print.ExitCode;
import org.belay.cli.print.UnifiedDiffPrinter;
import org.belay.template.files.FileDiff;
import org.belay.template.files.LineDiff;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows how the templates in a folder differ from those of the server. */
@Command(
        name = "diff",
        description = {
            "Show the differences between the templates of the server (-) and those in a folder (+).",
            "Exit code 0 without differences, 1 with differences, like diff."
        })
final class TemplateDiffCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions server;

    @Mixin
    private CommandOutput output;

    @Mixin
    private TemplateArguments chosen;

    @Option(
            names = "--against",
            paramLabel = "NUMBER",
            description = "compare one template with this version instead of the newest")
    private @Nullable Integer against;

    /** @param theirs empty if the server does not have the template */
    private record ComparedTemplate(String key, Optional<ServerTemplate> theirs, List<FileDiff> files) {}

    @Override
    public Integer call() {
        if (against != null) chosen.requireSingleTemplate("--against", "Nothing was compared.");
        LocalTemplates here = LocalTemplates.in(chosen.dir(), "Nothing was compared.");
        ApiClient api = server.api();
        var known = api.get("/templates").list("templates").stream()
                .map(one -> one.text("key"))
                .toList();
        var there = new ArrayList<>(chosen.keys().isEmpty() ? List.<String>of() : known);
        here.pulledKeys().forEach(there::add);
        var compared = here.select(chosen.keys(), there, "Nothing was compared.").stream()
                .map(key -> compare(key, here, known.contains(key) ? Optional.of(theirs(key, api)) : Optional.empty()))
                .filter(one -> !one.files().isEmpty())
                .toList();
        output.printAnswer(json(compared), out -> {
            for (ComparedTemplate one : compared) {
                String name = one.theirs().map(ServerTemplate::versionText).orElse("not on the server");
                for (FileDiff file : one.files()) {
                    UnifiedDiffPrinter.print(
                            out,
                            file,
                            one.key() + "/" + file.name(),
                            name,
                            chosen.dir().toString());
                }
            }
        });
        return compared.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private ServerTemplate theirs(String key, ApiClient api) {
        String version = against == null ? "" : "/versions/" + against;
        return ServerTemplate.of(api.get("/templates/" + ApiClient.urlEncoded(key) + version))
                .checkNames();
    }

    private static ComparedTemplate compare(String key, LocalTemplates here, Optional<ServerTemplate> theirs) {
        return new ComparedTemplate(
                key, theirs, FileDiff.of(theirs.map(ServerTemplate::files).orElse(Map.of()), here.files(key)));
    }

    private static JsonObject json(List<ComparedTemplate> compared) {
        var templates = new ArrayList<Map<String, Object>>();
        for (ComparedTemplate one : compared) {
            var view = new LinkedHashMap<String, Object>();
            view.put("key", one.key());
            one.theirs().ifPresent(theirs -> view.put("number", theirs.number()));
            view.put(
                    "files", one.files().stream().map(TemplateDiffCommand::json).toList());
            templates.add(view);
        }
        return new JsonObject(Map.of("same", compared.isEmpty(), "templates", templates));
    }

    private static Map<String, Object> json(FileDiff file) {
        var lines = file.lines().lines().stream()
                .filter(line -> line.change() != LineDiff.LineChange.SAME)
                .map(line -> Map.of(
                        "change", line.change().name().toLowerCase(Locale.ROOT),
                        "before", line.before(),
                        "after", line.after(),
                        "text", line.text()))
                .toList();
        return Map.of("name", file.name(), "change", file.change().name().toLowerCase(Locale.ROOT), "lines", lines);
    }
}
