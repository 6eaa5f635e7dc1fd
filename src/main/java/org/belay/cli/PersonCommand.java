package org.belay.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What one person was sent, and who gets no notices any more. */
@Command(name = "person", description = "Everything Belay sent to one person; and who gets no notices any more.")
final class PersonCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private Connection server;

    @Mixin
    private Output output;

    @Parameters(paramLabel = "ADDRESS", arity = "0..1", description = "whose record to show; a name finds people")
    private String address;

    @Override
    public Integer call() {
        if (address == null) {
            throw new ParameterException(spec.commandLine(), "Say whose record to show: belay person ADDRESS");
        }
        if (!address.contains("@")) {
            return found(server.api(), output, address);
        }
        Answer answer = server.api().get("/people/" + Api.encoded(address));
        return output.show(answer, out -> {
            answer.object("leaver").ifPresent(leaver -> out.println(onTheList(leaver)));
            var table = new Table("MAILING", "DISPATCH", "STATE", "ATTEMPTS", "WHEN", "REPLY OR REPORT");
            for (Answer d : answer.list("deliveries")) {
                table.row(
                        d.text("mailing"),
                        d.text("dispatch"),
                        d.text("state"),
                        d.number("attempts"),
                        Table.moment(d.text("at")),
                        d.object("bounce").map(b -> b.text("reason")).orElse(d.text("reply")));
            }
            table.print(out, "Belay has never sent anything to " + address + ".");
        });
    }

    @Command(name = "find", description = "People by name, address, or a part of either.")
    int find(
            @Mixin Connection server,
            @Mixin Output output,
            @Parameters(paramLabel = "WORDS", arity = "1..*") List<String> words) {
        return found(server.api(), output, String.join(" ", words));
    }

    private static int found(Api api, Output output, String words) {
        Answer answer = api.get("/people?q=" + Api.encoded(words));
        return output.show(answer, out -> {
            var table = new Table("NAME", "ADDRESS");
            answer.list("people").forEach(person -> table.row(person.text("name"), person.text("address")));
            table.print(out, "No person has \"" + words + "\" in name or address.");
        });
    }

    @Command(
            name = "leave",
            description = {
                "Send somebody no notices any more, those that are going out included.",
                "Whoever has a notice still gets its correction. Importing people again changes nothing of it."
            })
    int leave(
            @Mixin Connection server,
            @Mixin Output output,
            @Parameters(paramLabel = "ADDRESS", arity = "1..*") List<String> addresses,
            @Option(
                            names = "--reason",
                            required = true,
                            paramLabel = "WORDS",
                            description = "one line, shown wherever they are left out")
                    String reason) {
        Api api = server.api();
        var noted = new ArrayList<Answer>();
        for (String one : addresses) {
            noted.add(api.post("/people/" + Api.encoded(one) + "/leave", Map.of("reason", reason)));
        }
        return output.show(
                new Answer(Map.of("leavers", noted.stream().map(Answer::members).toList())),
                out -> noted.forEach(leaver -> out.println(onTheList(leaver))));
    }

    @Command(name = "return", description = "Send somebody notices again who was on the list of leavers.")
    int comeBack(@Mixin Connection server, @Mixin Output output, @Parameters(paramLabel = "ADDRESS") String address) {
        Answer done = server.api().post("/people/" + Api.encoded(address) + "/return");
        return output.say(done, address + " gets notices again. Mailings that have left them out stay as they are.");
    }

    @Command(name = "leavers", description = "Who gets no notices any more, the latest first.")
    int leavers(@Mixin Connection server, @Mixin Output output) {
        Answer answer = server.api().get("/people/leavers");
        return output.show(answer, out -> {
            var table = new Table("ADDRESS", "SINCE", "REASON", "NOTED BY");
            for (Answer leaver : answer.list("leavers")) {
                table.row(
                        leaver.text("address"),
                        Table.moment(leaver.text("since")),
                        leaver.text("reason"),
                        leaver.text("notedBy"));
            }
            table.print(
                    out, "Nobody is on the list. Put somebody there with: belay person leave ADDRESS --reason WORDS");
        });
    }

    private static String onTheList(Answer leaver) {
        return leaver.text("address") + " gets no notices any more, since " + Table.moment(leaver.text("since")) + ": "
                + leaver.text("reason");
    }
}
