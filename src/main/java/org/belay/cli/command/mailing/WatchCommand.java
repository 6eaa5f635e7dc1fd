package org.belay.cli.command.mailing;

import java.util.Set;
import java.util.concurrent.Callable;
import org.belay.cli.command.ServerOptions;
import org.belay.cli.http.ApiClient;
import org.belay.cli.http.JsonObject;
import org.belay.cli.print.CommandOutput;
import org.belay.cli.print.ExitCode;
import org.belay.cli.print.MailingStatusPrinter;
import org.belay.cli.print.ProgressLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Follows a mailing until it needs no more work, or waits for a person. */
@Command(name = "watch", description = "Follow a mailing until it is sent, corrected, or waits for a person.")
final class WatchCommand implements Callable<Integer> {
    private static final Set<String> IN_PROGRESS = Set.of("SCHEDULED", "SENDING");

    @Mixin
    private ServerOptions server;

    @Mixin
    private CommandOutput output;

    @Parameters(paramLabel = "MAILING", description = "like M-0147")
    private String mailing;

    @Option(names = "--every", paramLabel = "SECONDS", defaultValue = "1", description = "polling interval; default 1")
    private int every;

    @Override
    public Integer call() throws InterruptedException {
        ApiClient api = server.api();
        var line = new ProgressLine(output.err());
        String path = "/mailings/" + ApiClient.urlEncoded(mailing);
        JsonObject now = api.get(path);
        while (inProgress(now)) {
            line.show(progress(now));
            Thread.sleep(Math.max(1, every) * 1000L);
            now = api.get(path);
        }
        line.end();
        JsonObject last = now;
        output.printAnswer(last, out -> MailingStatusPrinter.print(out, last));
        return last.text("state").equals("HELD") ? ExitCode.FAILED : ExitCode.DONE;
    }

    private static boolean inProgress(JsonObject mailing) {
        var correction = mailing.object("correction");
        if (correction.isPresent()) return !correction.get().isTrue("done");
        return IN_PROGRESS.contains(mailing.text("state"));
    }

    private static String progress(JsonObject mailing) {
        var correction = mailing.object("correction");
        String what = correction.isPresent() ? "correction" : "notice";
        String counts = MailingStatusPrinter.countsText(
                correction.isPresent() ? correction.get().object("counts") : mailing.object("notice"));
        String remaining = mailing.number("toGoSeconds") > 0 ? ", " + mailing.number("toGoSeconds") + " s left" : "";
        String paused = mailing.text("paused").isEmpty() ? "" : "; paused: " + mailing.text("paused");
        return mailing.text("id") + " " + mailing.text("state") + "  " + what + ": "
                + (counts.isEmpty() ? "nothing yet" : counts) + remaining + paused;
    }
}
