package org.belay.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The record of decisions. */
@Command(name = "audit", description = "Read and verify the record of decisions.")
final class AuditCommand extends Group {

    @Command(name = "verify", description = "Recompute the chain of the whole record on the live database.")
    int verify(@Mixin Connection server, @Mixin Output output) {
        Answer found = server.api().post("/audit/verify");
        output.say(found, found.text("message"));
        return found.is("ok") ? Exit.DONE : Exit.FAILED;
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
