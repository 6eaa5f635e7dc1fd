package org.belay.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.belay.template.FileDiff;
import org.belay.template.LineDiff;
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
final class TemplateDiff implements Callable<Integer> {
    @Mixin
    private Connection server;

    @Mixin
    private Output output;

    @Mixin
    private TemplatesChosen chosen;

    @Option(
            names = "--against",
            paramLabel = "NUMBER",
            description = "compare one template with this version instead of the newest")
    private Integer against;

    /** @param theirs empty if the server does not have the template */
    private record Compared(String key, Optional<ServerTemplate> theirs, List<FileDiff> files) {}

    @Override
    public Integer call() {
        if (against != null) chosen.mustBeOne("--against", "Nothing was compared.");
        LocalTemplates here = LocalTemplates.in(chosen.dir(), "Nothing was compared.");
        Api api = server.api();
        var known = api.get("/templates").list("templates").stream()
                .map(one -> one.text("key"))
                .toList();
        var there = new ArrayList<>(chosen.keys().isEmpty() ? List.<String>of() : known);
        here.pulledKeys().forEach(there::add);
        var compared = here.chosen(chosen.keys(), there, "Nothing was compared.").stream()
                .map(key -> compare(key, here, known.contains(key) ? Optional.of(theirs(key, api)) : Optional.empty()))
                .filter(one -> !one.files().isEmpty())
                .toList();
        output.show(json(compared), out -> {
            for (Compared one : compared) {
                String name = one.theirs().map(ServerTemplate::told).orElse("not on the server");
                for (FileDiff file : one.files()) {
                    UnifiedDiff.print(
                            out,
                            file,
                            one.key() + "/" + file.name(),
                            name,
                            chosen.dir().toString());
                }
            }
        });
        return compared.isEmpty() ? Exit.DONE : Exit.FAILED;
    }

    private ServerTemplate theirs(String key, Api api) {
        String version = against == null ? "" : "/versions/" + against;
        return ServerTemplate.of(api.get("/templates/" + Api.encoded(key) + version))
                .safe();
    }

    private static Compared compare(String key, LocalTemplates here, Optional<ServerTemplate> theirs) {
        return new Compared(
                key, theirs, FileDiff.of(theirs.map(ServerTemplate::files).orElse(Map.of()), here.files(key)));
    }

    private static Answer json(List<Compared> compared) {
        var templates = new ArrayList<Map<String, Object>>();
        for (Compared one : compared) {
            var view = new LinkedHashMap<String, Object>();
            view.put("key", one.key());
            one.theirs().ifPresent(theirs -> view.put("number", theirs.number()));
            view.put("files", one.files().stream().map(TemplateDiff::json).toList());
            templates.add(view);
        }
        return new Answer(Map.of("same", compared.isEmpty(), "templates", templates));
    }

    private static Map<String, Object> json(FileDiff file) {
        var lines = file.lines().lines().stream()
                .filter(line -> line.change() != LineDiff.Change.SAME)
                .map(line -> Map.of(
                        "change", line.change().name().toLowerCase(Locale.ROOT),
                        "before", line.before(),
                        "after", line.after(),
                        "text", line.text()))
                .toList();
        return Map.of("name", file.name(), "change", file.change().name().toLowerCase(Locale.ROOT), "lines", lines);
    }
}
