package org.belay.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reads and verifies the audit log. */
@Command(name = "audit", description = "Read and verify the audit log.")
final class AuditCommand extends Group {

    @Command(
            name = "verify",
            description = "Recompute the hash chain of the whole audit log. Exit code 1 if anything is wrong.")
    int verify(
            @Mixin Connection server,
            @Mixin Output output,
            @Option(
                            names = "--anchor",
                            paramLabel = "FILE",
                            description =
                                    "file with lines of \"belay audit anchor\" that you kept elsewhere; default: the anchor of this node")
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
                "Print number and hash of the newest row. Keep them where this machine cannot change them.",
                "With --begin: start a new anchor on this node. The audit log records this."
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

    @Command(name = "list", description = "List the newest decisions.")
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
            table.print(out, "There are no decisions yet.");
        });
    }
}
