package org.belay.cli.command;

import java.io.PrintWriter;
import java.util.HashMap;
import org.belay.cli.http.JsonObject;
import org.belay.cli.print.CommandOutput;
import org.belay.cli.print.TextTable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Who approves for an approver who is away. */
@Command(name = "deputy", description = "Name and list the deputies of approvers who are away.")
public final class DeputyCommand extends CommandGroup {

    @Command(name = "list", description = "List the deputies of now and later.")
    int list(@Mixin ServerOptions server, @Mixin CommandOutput output) {
        JsonObject answer = server.api().get("/deputies");
        return output.printAnswer(answer, out -> print(out, answer));
    }

    @Command(
            name = "set",
            description = "Name a deputy, who must be an approver (approver; for others: administrator).")
    int set(
            @Mixin ServerOptions server,
            @Mixin CommandOutput output,
            @Parameters(paramLabel = "DEPUTY", description = "address of the deputy") String deputy,
            @Option(names = "--from", required = true, paramLabel = "DAY", description = "first day: 2026-12-24")
                    String from,
            @Option(names = "--until", required = true, paramLabel = "DAY", description = "last day") String until,
            @Option(names = "--for", paramLabel = "ADDRESS", description = "the approver who is away; default: you")
                    @Nullable
                    String approver) {
        var body = new HashMap<String, Object>();
        body.put("deputy", deputy);
        body.put("from", from);
        body.put("until", until);
        if (approver != null) body.put("approver", approver);
        JsonObject answer = server.api().post("/deputies", body);
        return output.printAnswer(answer, out -> print(out, answer));
    }

    @Command(name = "end", description = "End a deputy's time now.")
    int end(
            @Mixin ServerOptions server,
            @Mixin CommandOutput output,
            @Parameters(paramLabel = "NUMBER", description = "number in the list") long number) {
        JsonObject answer = server.api().delete("/deputies/" + number);
        return output.printAnswer(answer, out -> print(out, answer));
    }

    private static void print(PrintWriter out, JsonObject answer) {
        var table = new TextTable("NUMBER", "APPROVER", "DEPUTY", "FROM", "UNTIL");
        for (JsonObject one : answer.list("deputies")) {
            table.row(
                    one.number("id"),
                    one.text("approver"),
                    one.text("deputy"),
                    TextTable.localTime(one.text("from")),
                    TextTable.localTime(one.text("until")));
        }
        table.print(out, "There are no deputies.");
    }
}
