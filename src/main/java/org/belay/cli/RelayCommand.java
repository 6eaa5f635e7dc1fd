package org.belay.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The SMTP server that takes the mails. */
@Command(name = "relay", description = "Try the relay.")
final class RelayCommand extends Group {

    @Command(name = "test", description = "Send one message through the server's relay and show the dialogue.")
    int test(
            @Mixin Connection server,
            @Mixin Output output,
            @Parameters(paramLabel = "ADDRESS", description = "who gets it; yourself") String address) {
        Answer found = server.api().post("/relay/test", Map.of("address", address));
        output.show(found, out -> {
            found.texts("dialogue").forEach(out::println);
            out.println(found.text("message"));
        });
        return found.is("ok") ? Exit.DONE : Exit.FAILED;
    }
}
