package org.belay.cli.command.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.belay.cli.command.ServerOptions;
import org.belay.cli.http.ApiClient;
import org.belay.cli.http.CommandFailure;
import org.belay.cli.http.JsonObject;
import org.belay.cli.http.ServerRefused;
import org.belay.cli.print.CommandOutput;
import org.belay.cli.print.ExitCode;
import org.belay.template.TemplateError;
import org.belay.template.TemplateProblem;
import org.belay.template.files.PulledVersions;
import org.belay.template.files.TemplateFiles;
import org.belay.template.files.TemplateReader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Publishes templates from a folder on the server. */
@Command(
        name = "push",
        description = {
            "Publish the templates of a folder that you changed.",
            "All or none: nothing is published if one has a problem or was changed on the server"
                    + " since you pulled it."
        })
final class TemplatePushCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions server;

    @Mixin
    private CommandOutput output;

    @Mixin
    private TemplateArguments chosen;

    @Option(
            names = "--note",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "what changed, for the version history")
    private String note;

    @Option(
            names = "--over",
            paramLabel = "NUMBER",
            description = "publish one template over this version of the server, after you compared the two")
    private @Nullable Integer over;

    @Override
    public Integer call() {
        if (over != null) chosen.requireSingleTemplate("--over", "Nothing was pushed.");
        LocalTemplates here = LocalTemplates.in(chosen.dir(), "Nothing was pushed.");
        List<String> mine = here.select(chosen.keys(), List.of(), "Nothing was pushed.");
        ApiClient api = server.api();
        Map<String, ServerTemplate> theirs = new TreeMap<>();
        api.get("/templates").list("templates").stream()
                .map(ServerTemplate::of)
                .forEach(one -> theirs.put(one.key(), one));
        List<String> changed = new ArrayList<>();
        var problems = new ArrayList<TemplateProblem>();
        for (String key : mine) examine(key, here, Optional.ofNullable(theirs.get(key)), changed, problems);
        if (!problems.isEmpty()) return reportProblems(problems);
        List<ServerTemplate> conflicting = changed.stream()
                .map(theirs::get)
                .filter(one -> one != null && !startedFrom(one, here))
                .toList();
        if (!conflicting.isEmpty()) return conflicting(conflicting, here);
        return publish(changed, here, theirs, api);
    }

    /** Decides whether a template is to be pushed, and collects its problems. */
    private void examine(
            String key,
            LocalTemplates here,
            Optional<ServerTemplate> theirs,
            List<String> changed,
            List<TemplateProblem> problems) {
        try {
            Map<String, String> files = here.files(key);
            String sha256 = TemplateFiles.sha256(files);
            if (theirs.filter(one -> one.sha256().equals(sha256)).isPresent()) {
                here.rememberVersion(theirs.get());
            } else if (over != null || theirs.isEmpty() || here.hasLocalChanges(key)) {
                problems.addAll(TemplateReader.problems(key, files));
                changed.add(key);
            }
        } catch (TemplateError unreadable) {
            problems.addAll(unreadable.problems());
        }
    }

    /**
     * Whether the local template started from the version on the server, or its author compared the two
     * ({@code --over}).
     */
    private boolean startedFrom(ServerTemplate theirs, LocalTemplates here) {
        if (over != null) return over == theirs.number();
        return here.base(theirs.key())
                .map(PulledVersions.PulledVersion::sha256)
                .filter(theirs.sha256()::equals)
                .isPresent();
    }

    private int publish(List<String> changed, LocalTemplates here, Map<String, ServerTemplate> theirs, ApiClient api) {
        var done = new ArrayList<ServerTemplate>();
        for (String key : changed) {
            try {
                done.add(push(key, here, Optional.ofNullable(theirs.get(key)), api));
            } catch (ServerRefused refused) {
                if (done.isEmpty()) throw refused;
                // another author published after the comparison
                throw new CommandFailure(refused.getMessage() + "\nPublished before that: "
                        + String.join(
                                ", ", done.stream().map(ServerTemplate::key).toList())
                        + ". Not published: "
                        + String.join(", ", changed.subList(done.size(), changed.size())) + ".");
            }
        }
        var templates = done.stream()
                .map(one -> Map.of("key", one.key(), "number", one.number(), "sha256", one.sha256()))
                .toList();
        return output.printAnswer(new JsonObject(Map.of("ok", true, "pushed", templates)), out -> {
            done.forEach(one -> out.println(one.key() + ": published as version " + one.number() + "."));
            if (done.isEmpty())
                out.println(
                        "Nothing to push: the templates in " + chosen.dir() + " are those of the server, or older.");
        });
    }

    private ServerTemplate push(String key, LocalTemplates here, Optional<ServerTemplate> theirs, ApiClient api) {
        var body = new LinkedHashMap<String, Object>();
        theirs.map(ServerTemplate::base)
                .ifPresent(base -> body.put("base", Map.of("number", base.number(), "sha256", base.sha256())));
        body.put("note", note);
        body.put("files", here.files(key));
        ServerTemplate published = ServerTemplate.of(api.put("/templates/" + ApiClient.urlEncoded(key), body));
        here.rememberVersion(published);
        return published;
    }

    private int reportProblems(List<TemplateProblem> problems) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("ok", false);
        answer.put("pushed", List.of());
        answer.put("problems", problems.stream().map(TemplateProblem::toMap).toList());
        output.printAnswer(new JsonObject(answer), out -> {
            problems.forEach(out::println);
            out.println(TemplateCommand.fixCount(problems.size()) + " Nothing was pushed.");
        });
        return ExitCode.FAILED;
    }

    private int conflicting(List<ServerTemplate> conflicting, LocalTemplates here) {
        var conflicts = conflicting.stream()
                .map(one -> Map.of("key", one.key(), "number", one.number(), "server", one.versionText()))
                .toList();
        var answer = Map.of("ok", false, "pushed", List.of(), "conflicts", conflicts);
        output.printAnswer(new JsonObject(answer), out -> {
            for (ServerTemplate one : conflicting) {
                out.println(one.key() + ": " + TemplatePullCommand.conflictHelp(one, here));
            }
            out.println("Nothing was pushed.");
        });
        return ExitCode.FAILED;
    }
}
