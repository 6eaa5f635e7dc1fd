package org.belay.cli.command.mailing;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.belay.cli.command.ServerOptions;
import org.belay.cli.http.ApiClient;
import org.belay.cli.http.JsonObject;
import org.belay.cli.print.CommandOutput;
import org.belay.cli.print.ExitCode;
import org.belay.cli.print.FindingsPrinter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks a mailing: one in a file by the checks that need no server, one on the server there. */
@Command(
        name = "check",
        description = {
            "Run the checks on a file (needs no server) or on a mailing of the server.",
            "docs/checks.md describes the checks. Exit code 1 if a finding blocks the mailing."
        })
final class MailingCheckCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions server;

    @Mixin
    private CommandOutput output;

    @Parameters(paramLabel = "MAILING", description = "a file, or a mailing like M-0147")
    private String mailing;

    @Option(
            names = "--templates",
            paramLabel = "FOLDER",
            defaultValue = "templates",
            description =
                    "where the template of a file is; default: templates, else the templates that come with Belay")
    private Path templates;

    @Option(names = "--links", description = "also request the links in a file")
    private boolean links;

    @Override
    public Integer call() {
        boolean onServer = mailing.matches("(?i)(M-)?\\d+");
        JsonObject found = onServer
                ? server.api().get("/mailings/" + ApiClient.urlEncoded(mailing) + "/check")
                : new MailingFileCheck(Path.of(mailing), templates, links).findings();
        output.printAnswer(found, out -> FindingsPrinter.print(out, found));
        return found.isTrue("blocked") ? ExitCode.FAILED : ExitCode.DONE;
    }
}
