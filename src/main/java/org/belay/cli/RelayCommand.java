package org.belay.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Tests the relay. */
@Command(name = "relay", description = "Test the relay.")
final class RelayCommand extends Group {

    @Command(name = "test", description = "Send one message through the relay of the server and show the dialogue.")
    int test(
            @Mixin Connection server,
            @Mixin Output output,
            @Parameters(paramLabel = "ADDRESS", description = "recipient; use your own address") String address) {
        Answer found = server.api().post("/relay/test", Map.of("address", address));
        output.show(found, out -> {
            found.texts("dialogue").forEach(out::println);
            out.println(found.text("message"));
        });
        return found.is("ok") ? Exit.DONE : Exit.FAILED;
    }
}
