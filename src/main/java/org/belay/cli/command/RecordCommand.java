package org.belay.cli.command;

import java.util.Map;
import org.belay.cli.http.JsonObject;
import org.belay.cli.print.CommandOutput;
import org.belay.cli.print.ExitCode;
import org.belay.cli.print.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows whether the database has everything that was sent. */
@Command(
        name = "record",
        description = "Show whether the database has everything that was sent, and resolve it if not.")
public final class RecordCommand extends CommandGroup {

    @Command(name = "show", description = "Show the state. Exit code 1 while sending is on hold.")
    int show(@Mixin ServerOptions server, @Mixin CommandOutput output) {
        return print(server.api().get("/record"), output);
    }

    @Command(
            name = "go-on-without",
            description =
                    "Continue without a node that never comes back. People who got mail from it in its last moments may get it twice,"
                            + " or no correction.")
    int goOnWithout(
            @Mixin ServerOptions server,
            @Mixin CommandOutput output,
            @Parameters(paramLabel = "NODE") String node,
            @Option(names = "--reason", required = true, description = "one line for the audit log") String reason) {
        return print(server.api().post("/record/go-on-without", Map.of("node", node, "reason", reason)), output);
    }

    @Command(
            name = "real",
            description =
                    "Declare this server the real one of two copies. Scheduled and running mailings continue here; stop the other server first.")
    int real(
            @Mixin ServerOptions server,
            @Mixin CommandOutput output,
            @Option(names = "--reason", required = true, description = "one line for the audit log") String reason) {
        return print(server.api().post("/record/real", Map.of("reason", reason)), output);
    }

    private static int print(JsonObject status, CommandOutput output) {
        boolean whole = status.isTrue("whole");
        output.printAnswer(status, out -> {
            if (whole) {
                out.println("The database has everything that was sent.");
                return;
            }
            out.println("Sending is on hold. " + status.text("why"));
            if (status.isTrue("comparing")) {
                out.println(
                        status.number("missing")
                                + " attempts were missing and were restored. These nodes have not compared their journals yet:");
                status.list("awaited")
                        .forEach(node -> out.println("  " + node.text("node") + " on " + node.text("host")
                                + ", last seen " + TextTable.localTime(node.text("seen"))));
                out.println(
                        "Start them again. If one never comes back: ./belay record go-on-without NODE --reason '…'");
            }
            if (status.isTrue("copied")) {
                out.println("If this server is the real one, stop the other and run: ./belay record real --reason '…'");
            }
        });
        return whole ? ExitCode.DONE : ExitCode.FAILED;
    }
}
