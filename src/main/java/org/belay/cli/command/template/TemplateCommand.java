package org.belay.cli.command.template;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.belay.cli.command.CommandGroup;
import org.belay.cli.command.ServerOptions;
import org.belay.cli.http.CommandFailure;
import org.belay.cli.http.JsonObject;
import org.belay.cli.print.CommandOutput;
import org.belay.cli.print.ExitCode;
import org.belay.cli.print.TextTable;
import org.belay.template.TemplateError;
import org.belay.template.TemplateProblem;
import org.belay.template.files.TemplateReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists and checks templates, and groups pull, push and diff. */
@Command(
        name = "template",
        description = "List and check templates, and copy them between the server and a local folder.",
        subcommands = {TemplatePullCommand.class, TemplatePushCommand.class, TemplateDiffCommand.class})
public final class TemplateCommand extends CommandGroup {

    @Command(name = "list", description = "List the templates of the server, each in its newest version.")
    int list(@Mixin ServerOptions server, @Mixin CommandOutput output) {
        JsonObject answer = server.api().get("/templates");
        return output.printAnswer(answer, out -> {
            var table = new TextTable("TEMPLATE", "VERSION", "PUBLISHED BY", "TITLE", "LANGUAGES");
            for (JsonObject template : answer.list("templates")) {
                table.row(
                        template.text("key"),
                        template.number("number"),
                        by(template.object("published").orElse(new JsonObject(Map.of()))),
                        template.text("title"),
                        String.join(", ", template.texts("languages")));
            }
            table.print(
                    out,
                    "The server has no template. It imports templates from the folder \"templates\" in its working directory.");
            answer.list("templates").stream()
                    .filter(template -> template.isTrue("conflict"))
                    .forEach(
                            template -> out.println(
                                    template.text("key")
                                            + ": the version in the folder of the server conflicts with the published one. Choose one on the page of the template."));
        });
    }

    private static String by(JsonObject published) {
        return switch (published.text("origin")) {
            case "shipped" -> "(comes with Belay)";
            case "folder" -> "(folder of the server)";
            default -> published.text("by");
        };
    }

    @Command(name = "check", description = "Check a folder of templates, or one template. Needs no server.")
    int check(
            @Mixin CommandOutput output,
            @Parameters(paramLabel = "FOLDER", defaultValue = "templates", description = "default: templates")
                    Path folder) {
        if (!Files.isDirectory(folder))
            throw new CommandFailure("There is no folder " + folder + ". Nothing was checked.");
        if (!holdsTemplates(folder)) {
            throw new CommandFailure("There is no template in " + folder
                    + ": neither a template.yaml nor a folder that has one. Nothing was checked.");
        }
        boolean one = Files.isRegularFile(folder.resolve("template.yaml"));
        List<TemplateProblem> problems = one ? problemsOfOne(folder) : TemplateReader.check(folder);
        var answer = new LinkedHashMap<String, Object>();
        answer.put("ok", problems.isEmpty());
        answer.put("problems", problems.stream().map(TemplateProblem::toMap).toList());
        output.printAnswer(new JsonObject(answer), out -> {
            problems.forEach(out::println);
            out.println(problems.isEmpty() ? folder + ": no problems." : fixCount(problems.size()));
        });
        return problems.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static boolean holdsTemplates(Path folder) {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.anyMatch(Files::isDirectory) || Files.exists(folder.resolve("template.yaml"));
        } catch (IOException e) {
            throw new CommandFailure("The folder " + folder + " cannot be read ("
                    + e.getClass().getSimpleName() + "). Nothing was checked.");
        }
    }

    private static List<TemplateProblem> problemsOfOne(Path folder) {
        try {
            TemplateReader.read(folder);
            return List.of();
        } catch (TemplateError error) {
            return error.problems();
        }
    }

    static String fixCount(int problems) {
        return problems == 1 ? "1 problem." : problems + " problems.";
    }
}
