package org.belay.story;

import java.util.concurrent.Callable;
import org.belay.cli.Exit;
import org.belay.cli.Output;
import org.belay.sandbox.Home;
import org.belay.sandbox.Mail.Kind;
import org.belay.sandbox.MailServer;
import org.belay.sandbox.ServerProcess;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code belay story}. */
@Command(
        name = "story",
        description =
                "Play the way of a wrong notice from draft to last correction, and check the promises at the mailboxes.")
public final class StoryCommand implements Callable<Integer> {
    @Option(
            names = "--people",
            paramLabel = "N",
            defaultValue = "2000",
            description = "who get the notice; default 2000")
    private int people;

    @Option(names = "--kill", description = "kill -9 the server during the notice and during the correction")
    private boolean kill;

    @Option(names = "--kill-database", description = "the same, and its PostgreSQL at the same moments")
    private boolean killDatabase;

    @Mixin
    private Output output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        int least = kill || killDatabase ? 100 : 1;
        if (people < least || people > 200_000) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--people must be between " + least + " and 200,000" + (least > 1 ? " to kill in." : "."));
        }
        long started = System.nanoTime();
        var telling = new Telling(output.json() ? output.aside() : output.out());
        var mailbag = new Mailbag();
        Thread.setDefaultUncaughtExceptionHandler(StoryCommand::uncaught);
        Home home = Home.make("belay-story-");
        try (home;
                MailServer mailboxes =
                        MailServer.start(0, (message, recipient) -> mailbag.add(Arrived.read(message, recipient)));
                ServerProcess server = new ServerProcess(home, Story.server(mailboxes.port(), people))) {
            var goodbye = new Thread(() -> leave(server, home), "story-goodbye");
            Runtime.getRuntime().addShutdownHook(goodbye); // Ctrl-C leaves no server behind
            server.start();
            var kills = new Kills(server, mailbag, killDatabase, telling);
            var story = new Story(server, mailbag, telling);
            story.draft();
            story.sendAndTakeBack(
                    expected -> killDuring(kills, Kind.NOTICE, expected / 10, expected / 20),
                    expected -> killDuring(kills, Kind.CORRECTION, expected / 5, expected / 8));
            var judge = new Judge(mailbag.all(), story.claims("NOTICE"), story.claims("CORRECTION"));
            server.lookAtMemory();
            var ending = new Ending(
                    judge, judge.judge(), kills.all(), story.standing(), server.peaks(), System.nanoTime() - started);
            ending.tell(telling.out());
            if (output.json()) output.out().println(ending.json());
            output.out().flush();
            Runtime.getRuntime().removeShutdownHook(goodbye);
            return ending.allHold() ? Exit.DONE : Exit.FAILED;
        }
    }

    /** A killed server resets its connections, which GreenMail's threads die of; that is the point of it, and no news. */
    private static void uncaught(Thread thread, Throwable thrown) {
        if (!thread.getName().startsWith("smtp:")) thrown.printStackTrace();
    }

    private void killDuring(Kills kills, Kind kind, int from, int every) throws InterruptedException {
        if (kill || killDatabase) kills.during(kind, Math.max(1, from), Math.max(1, every));
    }

    private static void leave(ServerProcess server, Home home) {
        server.close();
        home.close();
    }
}
