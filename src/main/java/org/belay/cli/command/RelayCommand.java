package org.belay.cli.command;

import java.util.Map;
import org.belay.cli.http.JsonObject;
import org.belay.cli.print.CommandOutput;
import org.belay.cli.print.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Tests the relay. */
@Command(name = "relay", description = "Test the relay.")
public final class RelayCommand extends CommandGroup {

    @Command(name = "test", description = "Send one message through the relay of the server and show the dialogue.")
    int test(
            @Mixin ServerOptions server,
            @Mixin CommandOutput output,
            @Parameters(paramLabel = "ADDRESS", description = "recipient; use your own address") String address) {
        JsonObject found = server.api().post("/relay/test", Map.of("address", address));
        output.printAnswer(found, out -> {
            found.texts("dialogue").forEach(out::println);
            out.println(found.text("message"));
        });
        return found.isTrue("ok") ? ExitCode.DONE : ExitCode.FAILED;
    }
}
