package org.belay.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What one person was sent. */
@Command(name = "person", description = "Everything Belay sent to one address.")
final class PersonCommand implements Callable<Integer> {
    @Mixin
    private Connection server;

    @Mixin
    private Output output;

    @Parameters(paramLabel = "ADDRESS")
    private String address;

    @Override
    public Integer call() {
        Answer answer = server.api().get("/people/" + Api.encoded(address));
        return output.show(answer, out -> {
            var table = new Table("MAILING", "DISPATCH", "STATE", "ATTEMPTS", "WHEN", "REPLY");
            for (Answer d : answer.list("deliveries")) {
                table.row(
                        d.text("mailing"),
                        d.text("dispatch"),
                        d.text("state"),
                        d.number("attempts"),
                        Table.moment(d.text("at")),
                        d.text("reply"));
            }
            table.print(out, "Belay has never sent anything to " + address + ".");
        });
    }
}
