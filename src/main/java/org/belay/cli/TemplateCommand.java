package org.belay.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.belay.template.Problem;
import org.belay.template.TemplateError;
import org.belay.template.TemplateSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists and checks templates, and groups pull, push and diff. */
@Command(
        name = "template",
        description = "List and check templates, and copy them between the server and a local folder.",
        subcommands = {TemplatePull.class, TemplatePush.class, TemplateDiff.class})
final class TemplateCommand extends Group {

    @Command(name = "list", description = "List the templates of the server, each in its newest version.")
    int list(@Mixin Connection server, @Mixin Output output) {
        Answer answer = server.api().get("/templates");
        return output.show(answer, out -> {
            var table = new Table("TEMPLATE", "VERSION", "PUBLISHED BY", "TITLE", "LANGUAGES");
            for (Answer template : answer.list("templates")) {
                table.row(
                        template.text("key"),
                        template.number("number"),
                        by(template.object("published").orElse(new Answer(Map.of()))),
                        template.text("title"),
                        String.join(", ", template.texts("languages")));
            }
            table.print(
                    out,
                    "The server has no template. It imports templates from the folder \"templates\" in its working directory.");
            answer.list("templates").stream()
                    .filter(template -> template.is("conflict"))
                    .forEach(
                            template -> out.println(
                                    template.text("key")
                                            + ": the version in the folder of the server conflicts with the published one. Choose one on the page of the template."));
        });
    }

    private static String by(Answer published) {
        return switch (published.text("origin")) {
            case "shipped" -> "(comes with Belay)";
            case "folder" -> "(folder of the server)";
            default -> published.text("by");
        };
    }

    @Command(name = "check", description = "Check a folder of templates, or one template. Needs no server.")
    int check(
            @Mixin Output output,
            @Parameters(paramLabel = "FOLDER", defaultValue = "templates", description = "default: templates")
                    Path folder) {
        if (!Files.isDirectory(folder)) throw new Failure("There is no folder " + folder + ". Nothing was checked.");
        if (!holdsTemplates(folder)) {
            throw new Failure("There is no template in " + folder
                    + ": neither a template.yaml nor a folder that has one. Nothing was checked.");
        }
        boolean one = Files.isRegularFile(folder.resolve("template.yaml"));
        List<Problem> problems = one ? problemsOfOne(folder) : TemplateSource.check(folder);
        var answer = new LinkedHashMap<String, Object>();
        answer.put("ok", problems.isEmpty());
        answer.put("problems", problems.stream().map(Problem::members).toList());
        output.show(new Answer(answer), out -> {
            problems.forEach(out::println);
            out.println(problems.isEmpty() ? folder + ": no problems." : mend(problems.size()));
        });
        return problems.isEmpty() ? Exit.DONE : Exit.FAILED;
    }

    private static boolean holdsTemplates(Path folder) {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.anyMatch(Files::isDirectory) || Files.exists(folder.resolve("template.yaml"));
        } catch (IOException e) {
            throw new Failure("The folder " + folder + " cannot be read ("
                    + e.getClass().getSimpleName() + "). Nothing was checked.");
        }
    }

    private static List<Problem> problemsOfOne(Path folder) {
        try {
            TemplateSource.read(folder);
            return List.of();
        } catch (TemplateError error) {
            return error.problems();
        }
    }

    static String mend(int problems) {
        return problems == 1 ? "1 problem." : problems + " problems.";
    }
}
