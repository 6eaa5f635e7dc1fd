package org.belay.cli.command.mailing;

import java.util.Map;
import org.belay.cli.command.CommandGroup;
import org.belay.cli.command.ServerOptions;
import org.belay.cli.http.ApiClient;
import org.belay.cli.http.JsonObject;
import org.belay.cli.print.CommandOutput;
import org.belay.cli.print.MailingStatusPrinter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A correction that waits for a second person. */
@Command(
        name = "correction",
        description =
                "Read, approve or discard a correction that waits for a second person. To write one: belay amend, belay reinstate.")
public final class CorrectionCommand extends CommandGroup {

    @Command(name = "show", description = "Print the correction that waits, and its digest.")
    int show(
            @Mixin ServerOptions server,
            @Mixin CommandOutput output,
            @Parameters(paramLabel = "MAILING", description = "like M-0147") String mailing) {
        JsonObject waiting = server.api().get(path(mailing));
        return output.printAnswer(waiting, out -> ProposalPrinter.print(out, waiting));
    }

    @Command(
            name = "approve",
            description =
                    "Approve the correction that waits, and send it at once. What is still going out of the mailing stops.")
    int approve(
            @Mixin ServerOptions server,
            @Mixin CommandOutput output,
            @Parameters(paramLabel = "MAILING", description = "like M-0147") String mailing,
            @Option(
                            names = "--digest",
                            required = true,
                            paramLabel = "SHA256",
                            description = "of what you read: belay correction show")
                    String digest) {
        JsonObject done = server.api().post(path(mailing) + "/approve", Map.of("digest", digest));
        return output.printAnswer(done, out -> {
            out.println("The correction of " + done.text("id") + " is being sent.");
            MailingStatusPrinter.print(out, done);
        });
    }

    @Command(name = "withdraw", description = "Discard the correction that waits. Nothing was sent.")
    int withdraw(
            @Mixin ServerOptions server,
            @Mixin CommandOutput output,
            @Parameters(paramLabel = "MAILING", description = "like M-0147") String mailing) {
        JsonObject done = server.api().post(path(mailing) + "/withdraw", Map.of());
        return output.printAnswer(done, out -> out.println("Discarded. Nothing was sent."));
    }

    private static String path(String mailing) {
        return "/mailings/" + ApiClient.urlEncoded(mailing) + "/correction";
    }
}
