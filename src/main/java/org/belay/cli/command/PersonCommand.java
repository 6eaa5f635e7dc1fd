package org.belay.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.belay.cli.http.ApiClient;
import org.belay.cli.http.JsonObject;
import org.belay.cli.print.CommandOutput;
import org.belay.cli.print.TextTable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what one person was sent, and edits the suppression list. */
@Command(
        name = "person",
        subcommands = {PersonExportCommand.class, PersonEraseCommand.class},
        description = "Show everything Belay sent to one person; edit the list of people who no longer get notices.")
public final class PersonCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerOptions server;

    @Mixin
    private CommandOutput output;

    @Parameters(
            paramLabel = "ADDRESS",
            arity = "0..1",
            description = "address of the person, or part of a name to find people")
    private @Nullable String address;

    @Override
    public Integer call() {
        if (address == null) {
            throw new ParameterException(spec.commandLine(), "The address is missing: belay person ADDRESS");
        }
        if (!address.contains("@")) {
            return found(server.api(), output, address);
        }
        JsonObject answer = server.api().post("/people/show", Map.of("address", address));
        return output.printAnswer(answer, out -> {
            answer.object("leaver").ifPresent(entry -> out.println(suppressedText(entry)));
            var table = new TextTable("MAILING", "DISPATCH", "STATE", "ATTEMPTS", "WHEN", "REPLY OR REPORT");
            for (JsonObject d : answer.list("deliveries")) {
                table.row(
                        d.text("mailing"),
                        d.text("dispatch"),
                        d.text("state"),
                        d.number("attempts"),
                        TextTable.localTime(d.text("at")),
                        d.object("bounce").map(b -> b.text("reason")).orElse(d.text("reply")));
            }
            table.print(out, "Belay has never sent anything to " + address + ".");
        });
    }

    @Command(name = "find", description = "Find people by name or address, or a part of either.")
    int find(
            @Mixin ServerOptions server,
            @Mixin CommandOutput output,
            @Parameters(paramLabel = "WORDS", arity = "1..*") List<String> words) {
        return found(server.api(), output, String.join(" ", words));
    }

    private static int found(ApiClient api, CommandOutput output, String words) {
        JsonObject answer = api.post("/people/find", Map.of("words", words));
        return output.printAnswer(answer, out -> {
            var table = new TextTable("NAME", "ADDRESS");
            answer.list("people").forEach(person -> table.row(person.text("name"), person.text("address")));
            table.print(out, "No name or address contains \"" + words + "\".");
        });
    }

    @Command(
            name = "leave",
            description = {
                "Stop sending notices to a person, including notices that are being sent now.",
                "The person still gets the correction of a notice they may have. Importing people again does not change this."
            })
    int suppress(
            @Mixin ServerOptions server,
            @Mixin CommandOutput output,
            @Parameters(paramLabel = "ADDRESS", arity = "1..*") List<String> addresses,
            @Option(
                            names = "--reason",
                            required = true,
                            paramLabel = "WORDS",
                            description = "one line, shown wherever the person is left out")
                    String reason) {
        ApiClient api = server.api();
        var suppressed = new ArrayList<JsonObject>();
        for (String one : addresses) {
            suppressed.add(api.post("/people/leave", Map.of("address", one, "reason", reason)));
        }
        return output.printAnswer(
                new JsonObject(Map.of(
                        "leavers", suppressed.stream().map(JsonObject::members).toList())),
                out -> suppressed.forEach(entry -> out.println(suppressedText(entry))));
    }

    @Command(name = "return", description = "Send notices to a person again.")
    int unsuppress(
            @Mixin ServerOptions server,
            @Mixin CommandOutput output,
            @Parameters(paramLabel = "ADDRESS") String address) {
        JsonObject done = server.api().post("/people/return", Map.of("address", address));
        return output.print(done, address + " gets notices again. Mailings that left them out do not change.");
    }

    @Command(name = "leavers", description = "List people who no longer get notices, newest first.")
    int listSuppressed(@Mixin ServerOptions server, @Mixin CommandOutput output) {
        JsonObject answer = server.api().get("/people/leavers");
        return output.printAnswer(answer, out -> {
            var table = new TextTable("ADDRESS", "SINCE", "REASON", "NOTED BY");
            for (JsonObject entry : answer.list("leavers")) {
                table.row(
                        entry.text("address"),
                        TextTable.localTime(entry.text("since")),
                        entry.text("reason"),
                        entry.text("notedBy"));
            }
            table.print(out, "The list is empty. Add a person with: belay person leave ADDRESS --reason WORDS");
        });
    }

    private static String suppressedText(JsonObject entry) {
        return entry.text("address") + " no longer gets notices, since " + TextTable.localTime(entry.text("since"))
                + ": " + entry.text("reason");
    }
}
