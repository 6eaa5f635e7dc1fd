package org.belay.cli;

import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Follows a mailing until it needs no more work, or waits for a person. */
@Command(name = "watch", description = "Follow a mailing until it is sent, corrected, or waits for a person.")
final class WatchCommand implements Callable<Integer> {
    private static final Set<String> IN_PROGRESS = Set.of("SCHEDULED", "SENDING");

    @Mixin
    private Connection server;

    @Mixin
    private Output output;

    @Parameters(paramLabel = "MAILING", description = "like M-0147")
    private String mailing;

    @Option(names = "--every", paramLabel = "SECONDS", defaultValue = "1", description = "polling interval; default 1")
    private int every;

    @Override
    public Integer call() throws InterruptedException {
        Api api = server.api();
        var line = new ProgressLine(output.aside());
        String path = "/mailings/" + Api.encoded(mailing);
        Answer now = api.get(path);
        while (inProgress(now)) {
            line.show(progress(now));
            Thread.sleep(Math.max(1, every) * 1000L);
            now = api.get(path);
        }
        line.end();
        Answer last = now;
        output.show(last, out -> Standing.print(out, last));
        return last.text("state").equals("HELD") ? Exit.FAILED : Exit.DONE;
    }

    private static boolean inProgress(Answer mailing) {
        var correction = mailing.object("correction");
        if (correction.isPresent()) return !correction.get().is("done");
        return IN_PROGRESS.contains(mailing.text("state"));
    }

    private static String progress(Answer mailing) {
        var correction = mailing.object("correction");
        String what = correction.isPresent() ? "correction" : "notice";
        String counts =
                Standing.words(correction.isPresent() ? correction.get().object("counts") : mailing.object("notice"));
        String remaining = mailing.number("toGoSeconds") > 0 ? ", " + mailing.number("toGoSeconds") + " s left" : "";
        String paused = mailing.text("paused").isEmpty() ? "" : "; paused: " + mailing.text("paused");
        return mailing.text("id") + " " + mailing.text("state") + "  " + what + ": "
                + (counts.isEmpty() ? "nothing yet" : counts) + remaining + paused;
    }
}
