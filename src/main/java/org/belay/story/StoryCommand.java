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

/** The command {@code belay story}. */
@Command(
        name = "story",
        description = "Play a wrong notice from draft to correction, and check the promises against the mailboxes.")
public final class StoryCommand implements Callable<Integer> {
    @Option(
            names = "--people",
            paramLabel = "N",
            defaultValue = "2000",
            description = "number of people who get the notice; default 2000")
    private int people;

    @Option(names = "--kill", description = "kill the server with SIGKILL during the notice and during the correction")
    private boolean kill;

    @Option(names = "--kill-database", description = "the same, and its PostgreSQL at the same time")
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
                    "--people must be between " + least + " and 200,000" + (least > 1 ? " with --kill." : "."));
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
            var shutdownHook = new Thread(() -> cleanUp(server, home), "story-goodbye");
            Runtime.getRuntime().addShutdownHook(shutdownHook); // stops the server on Ctrl-C
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
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
            return ending.allHold() ? Exit.DONE : Exit.FAILED;
        }
    }

    /** A killed server resets its connections, which ends threads of GreenMail with an exception; that is expected. */
    private static void uncaught(Thread thread, Throwable thrown) {
        if (!thread.getName().startsWith("smtp:")) thrown.printStackTrace();
    }

    private void killDuring(Kills kills, Kind kind, int from, int every) throws InterruptedException {
        if (kill || killDatabase) kills.during(kind, Math.max(1, from), Math.max(1, every));
    }

    private static void cleanUp(ServerProcess server, Home home) {
        server.close();
        home.close();
    }
}
