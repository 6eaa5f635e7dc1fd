package org.belay.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The words a mailing is made of. */
@Command(name = "template", description = "List the templates, and check a folder of them.")
final class TemplateCommand extends Group {

    @Command(name = "list", description = "The templates the server has, each in its newest version.")
    int list(@Mixin Connection server, @Mixin Output output) {
        Answer answer = server.api().get("/templates");
        return output.show(answer, out -> {
            var table = new Table("TEMPLATE", "VERSION", "TITLE", "LANGUAGES");
            for (Answer template : answer.list("templates")) {
                table.row(
                        template.text("key"),
                        template.number("number"),
                        template.text("title"),
                        String.join(", ", template.texts("languages")));
            }
            table.print(out, "The server has no template. It reads the folder \"templates\" at its start.");
        });
    }
}
