package org.belay.lab.story;

import java.util.concurrent.Callable;
import org.belay.cli.print.CommandOutput;
import org.belay.cli.print.ExitCode;
import org.belay.lab.process.ServerProcess;
import org.belay.lab.process.TemporaryHome;
import org.belay.lab.sandbox.mail.SandboxMail.MailKind;
import org.belay.lab.sandbox.mail.SandboxMailServer;
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
    private CommandOutput output;

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
        var telling = new StoryOutput(output.json() ? output.err() : output.out());
        var mailbag = new MailCollector();
        Thread.setDefaultUncaughtExceptionHandler(StoryCommand::uncaught);
        TemporaryHome home = TemporaryHome.create("belay-story-");
        try (home;
                SandboxMailServer mailboxes = SandboxMailServer.start(
                        0, (message, recipient) -> mailbag.add(ArrivedMail.read(message, recipient)));
                ServerProcess server = new ServerProcess(home, StoryRun.server(mailboxes.port(), people))) {
            var shutdownHook = new Thread(() -> cleanUp(server, home), "story-goodbye");
            Runtime.getRuntime().addShutdownHook(shutdownHook); // stops the server on Ctrl-C
            server.start();
            var kills = new KillRounds(server, mailbag, killDatabase, telling);
            var story = new StoryRun(server, mailbag, telling);
            story.draft();
            story.sendAndTakeBack(
                    expected -> killDuring(kills, MailKind.NOTICE, expected / 10, expected / 20, expected),
                    expected -> killDuring(kills, MailKind.CORRECTION, expected / 5, expected / 8, expected));
            var judge = new PromiseCheck(mailbag.all(), story.deliveries("NOTICE"), story.deliveries("CORRECTION"));
            server.measureMemory();
            var ending = new StoryResult(
                    judge, judge.check(), kills.all(), story.status(), server.peaks(), System.nanoTime() - started);
            ending.print(telling.out());
            if (output.json()) output.out().println(ending.json());
            output.out().flush();
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
            return ending.allHold() ? ExitCode.DONE : ExitCode.FAILED;
        }
    }

    /** A killed server resets its connections, which ends threads of GreenMail with an exception; that is expected. */
    private static void uncaught(Thread thread, Throwable thrown) {
        if (!thread.getName().startsWith("smtp:")) thrown.printStackTrace();
    }

    private void killDuring(KillRounds kills, MailKind kind, int from, int every, int expected)
            throws InterruptedException {
        if (kill || killDatabase) kills.during(kind, Math.max(1, from), Math.max(1, every), expected);
    }

    private static void cleanUp(ServerProcess server, TemporaryHome home) {
        server.close();
        home.close();
    }
}
