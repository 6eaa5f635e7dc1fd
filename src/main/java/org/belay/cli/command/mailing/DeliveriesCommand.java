package org.belay.cli.command.mailing;

import java.util.concurrent.Callable;
import org.belay.cli.command.ServerOptions;
import org.belay.cli.http.ApiClient;
import org.belay.cli.http.JsonObject;
import org.belay.cli.print.CommandOutput;
import org.belay.cli.print.TextTable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the deliveries of a mailing. */
@Command(name = "deliveries", description = "List the deliveries of a mailing, one per person.")
final class DeliveriesCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions server;

    @Mixin
    private CommandOutput output;

    @Parameters(paramLabel = "MAILING", description = "like M-0147")
    private String mailing;

    @Option(names = "--dispatch", defaultValue = "NOTICE", description = "NOTICE (default) or CORRECTION")
    private String dispatch;

    @Option(names = "--state", description = "only this state: PENDING, ACCEPTED, IN_DOUBT, HALTED …")
    private @Nullable String state;

    @Option(names = "--offset", defaultValue = "0", description = "number of deliveries to skip")
    private int offset;

    @Option(
            names = "--limit",
            defaultValue = "100",
            description = "number of deliveries to show; default 100, at most 1,000")
    private int limit;

    @Override
    public Integer call() {
        String query = "/deliveries?dispatch=" + ApiClient.urlEncoded(dispatch) + "&offset=" + offset + "&limit="
                + limit + (state == null ? "" : "&state=" + ApiClient.urlEncoded(state));
        JsonObject answer = server.api().get("/mailings/" + ApiClient.urlEncoded(mailing) + query);
        return output.printAnswer(answer, out -> {
            var table = new TextTable("ADDRESS", "DISPATCH", "STATE", "ATTEMPTS", "REPLY");
            for (JsonObject d : answer.list("deliveries")) {
                table.row(
                        d.text("address"), d.text("dispatch"), d.text("state"), d.number("attempts"), d.text("reply"));
            }
            table.print(out, "No delivery matches.");
            int shown = answer.list("deliveries").size();
            if (shown == Math.min(limit, 1000)) {
                out.println("There may be more. Show the next ones with: --offset " + (Math.max(0, offset) + shown));
            }
        });
    }
}
