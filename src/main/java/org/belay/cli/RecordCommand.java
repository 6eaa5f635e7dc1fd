package org.belay.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Whether the database has everything that was sent. */
@Command(
        name = "record",
        description = "Whether the database has everything that was sent, and what to do where it may not.")
final class RecordCommand extends Group {

    @Command(name = "show", description = "Exit code 1 while nothing leaves for it.")
    int show(@Mixin Connection server, @Mixin Output output) {
        return shown(server.api().get("/record"), output);
    }

    @Command(
            name = "go-on-without",
            description =
                    "Go on without a node that never comes back. Who was sent something by it in the last moments may get that twice,"
                            + " or no correction.")
    int goOnWithout(
            @Mixin Connection server,
            @Mixin Output output,
            @Parameters(paramLabel = "NODE") String node,
            @Option(names = "--reason", required = true, description = "one line for the record") String reason) {
        return shown(server.api().post("/record/go-on-without", Map.of("node", node, "reason", reason)), output);
    }

    @Command(
            name = "real",
            description =
                    "Say that this server is the real one of two copies. What is scheduled or sending goes on here; end the other one first.")
    int real(
            @Mixin Connection server,
            @Mixin Output output,
            @Option(names = "--reason", required = true, description = "one line for the record") String reason) {
        return shown(server.api().post("/record/real", Map.of("reason", reason)), output);
    }

    private static int shown(Answer standing, Output output) {
        boolean whole = standing.is("whole");
        output.show(standing, out -> {
            if (whole) {
                out.println("The record is whole: the database has everything that was sent.");
                return;
            }
            out.println("Nothing leaves. " + standing.text("why"));
            if (standing.is("comparing")) {
                out.println(standing.number("missing")
                        + " attempts were missing and were restored. These nodes have not compared yet:");
                standing.list("awaited")
                        .forEach(node -> out.println("  " + node.text("node") + " on " + node.text("host")
                                + ", last seen " + Table.moment(node.text("seen"))));
                out.println(
                        "Start them again. Where one never comes back: ./belay record go-on-without NODE --reason '…'");
            }
            if (standing.is("copied")) {
                out.println(
                        "Where this server is the real one, end the other and say so: ./belay record real --reason '…'");
            }
        });
        return whole ? Exit.DONE : Exit.FAILED;
    }
}
