package org.belay.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes a mailing back. One person is enough, because the correction was approved with the notice. */
@Command(
        name = "disregard",
        description = "Take a mailing back: stop it and send its approved correction to everyone who may have it.")
final class DisregardCommand implements Callable<Integer> {
    @Mixin
    private Connection server;

    @Mixin
    private Output output;

    @Parameters(paramLabel = "MAILING", description = "like M-0147")
    private String mailing;

    @Option(names = "--reason", required = true, paramLabel = "WORDS", description = "one line for the audit log")
    private String reason;

    @Override
    public Integer call() {
        Answer done = server.api().post("/mailings/" + Api.encoded(mailing) + "/disregard", Map.of("reason", reason));
        var correction = done.object("correction");
        boolean first = correction.map(c -> c.is("first")).orElse(true);
        return output.show(done, out -> {
            out.println(
                    first
                            ? done.text("id") + " is taken back. Its correction goes to "
                                    + Table.number(done.number("mayHaveIt")) + " people who may have it."
                            : done.text("id") + " was already taken back. Its status:");
            Standing.print(out, done);
            out.println("Follow it with: belay mailing watch " + done.text("id"));
        });
    }
}
