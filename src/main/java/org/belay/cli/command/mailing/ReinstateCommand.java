package org.belay.cli.command.mailing;

import java.util.Map;
import java.util.concurrent.Callable;
import org.belay.cli.command.ServerOptions;
import org.belay.cli.http.ApiClient;
import org.belay.cli.http.JsonObject;
import org.belay.cli.print.CommandOutput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the reinstatement of a mailing that was taken back. A second person approves and thereby sends it. */
@Command(
        name = "reinstate",
        description =
                "Write that a mailing is valid after all that was taken back. Nothing is sent until another person approves it"
                        + " (belay correction approve).")
public final class ReinstateCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions server;

    @Mixin
    private CommandOutput output;

    @Parameters(paramLabel = "MAILING", description = "like M-0147")
    private String mailing;

    @Option(names = "--note", defaultValue = "", paramLabel = "WORDS", description = "what readers should also know")
    private String note;

    @Override
    public Integer call() {
        JsonObject waiting =
                server.api().post("/mailings/" + ApiClient.urlEncoded(mailing) + "/reinstate", Map.of("note", note));
        return output.printAnswer(waiting, out -> ProposalPrinter.print(out, waiting));
    }
}
