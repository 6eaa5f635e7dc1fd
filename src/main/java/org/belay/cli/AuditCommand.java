package org.belay.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The record of decisions. */
@Command(name = "audit", description = "Read and verify the record of decisions.")
final class AuditCommand extends Group {

    @Command(
            name = "verify",
            description =
                    "Recompute the chain of the whole record on the live database. Exits with 1 if anything is wrong.")
    int verify(
            @Mixin Connection server,
            @Mixin Output output,
            @Option(
                            names = "--anchor",
                            paramLabel = "FILE",
                            description =
                                    "lines of belay audit anchor that were kept elsewhere; default: this node's own anchor")
                    Path anchor) {
        Answer found = anchor == null
                ? server.api().post("/audit/verify")
                : server.api().post("/audit/verify", "text/plain", bytes(anchor));
        output.say(found, found.text("message"));
        return found.is("ok") ? Exit.DONE : Exit.FAILED;
    }

    @Command(
            name = "anchor",
            description = {
                "Print number and hash of the newest row, to be kept where this machine cannot change it.",
                "With --begin: begin this node's own anchor anew, which the record says for ever."
            })
    int anchor(@Mixin Connection server, @Mixin Output output, @Option(names = "--begin") boolean begin) {
        Answer line = begin ? server.api().post("/audit/anchor") : server.api().get("/audit/anchor");
        return output.say(line, line.text("anchor"));
    }

    private byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw misuse(
                    "The anchor " + file + " cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    @Command(name = "list", description = "The newest decisions.")
    int list(
            @Mixin Connection server,
            @Mixin Output output,
            @Option(names = "--limit", defaultValue = "50", paramLabel = "N") int limit) {
        Answer answer = server.api().get("/audit?limit=" + limit);
        return output.show(answer, out -> {
            var table = new Table("ROW", "WHEN", "WHO", "DID", "WHAT", "MORE");
            for (Answer row : answer.list("entries")) {
                String more = row.object("detail").map(Answer::json).orElse("");
                table.row(
                        row.number("seq"),
                        Table.moment(row.text("at")),
                        row.text("actor"),
                        row.text("action"),
                        row.text("subject"),
                        more);
            }
            table.print(out, "Nothing was decided yet.");
        });
    }
}
