package org.belay.cli.command.mailing;

import java.util.Map;
import java.util.concurrent.Callable;
import org.belay.cli.command.ServerOptions;
import org.belay.cli.http.ApiClient;
import org.belay.cli.http.JsonObject;
import org.belay.cli.print.CommandOutput;
import org.belay.cli.print.MailingStatusPrinter;
import org.belay.cli.print.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes a mailing back. One person is enough, because the correction was approved with the notice. */
@Command(
        name = "disregard",
        description = "Take a mailing back: stop it and send its approved correction to everyone who may have it.")
public final class DisregardCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions server;

    @Mixin
    private CommandOutput output;

    @Parameters(paramLabel = "MAILING", description = "like M-0147")
    private String mailing;

    @Option(names = "--reason", required = true, paramLabel = "WORDS", description = "one line for the audit log")
    private String reason;

    @Override
    public Integer call() {
        JsonObject done = server.api()
                .post("/mailings/" + ApiClient.urlEncoded(mailing) + "/disregard", Map.of("reason", reason));
        var correction = done.object("correction");
        boolean first = correction.map(c -> c.isTrue("first")).orElse(true);
        return output.printAnswer(done, out -> {
            out.println(
                    first
                            ? done.text("id") + " is taken back. Its correction goes to "
                                    + TextTable.number(done.number("mayHaveIt")) + " people who may have it."
                            : done.text("id") + " was already taken back. Its status:");
            MailingStatusPrinter.print(out, done);
            out.println("Follow it with: belay mailing watch " + done.text("id"));
        });
    }
}
