package org.belay.cli.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.belay.cli.http.JsonObject;
import org.belay.cli.print.CommandOutput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Erases the data of one person, or says what would be erased. */
@Command(
        name = "erase",
        description = {
            "Say what an erasure of a person's data would remove; with --really, remove it (administrator).",
            "Numbers, states and the audit log stay. See docs/privacy.md."
        })
final class PersonEraseCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions server;

    @Mixin
    private CommandOutput output;

    @Parameters(paramLabel = "ADDRESS")
    private String address;

    @Option(names = "--really", description = "erase; this cannot be undone")
    private boolean really;

    @Option(
            names = "--without-correction",
            split = ",",
            paramLabel = "MAILING",
            description =
                    "mailings that the person may have; if one is taken back later, its correction cannot reach them")
    private List<String> withoutCorrection = new ArrayList<>();

    @Override
    public Integer call() {
        JsonObject found = server.api()
                .post(
                        really ? "/people/erase" : "/people/erase/preview",
                        Map.of("address", address, "withoutCorrection", withoutCorrection));
        return output.printAnswer(found, out -> {
            out.println((really ? "Erased: " : "Would be erased: ") + found.number("audiences") + " audiences, "
                    + found.number("mailings") + " mailings, " + found.number("mails") + " mails, "
                    + found.number("reports") + " bounce reports.");
            if (really) return;
            say(out, "Not possible before these mailings have ended: ", found.texts("notEnded"));
            say(out, "Not possible because of a legal hold: ", found.texts("underLegalHold"));
            say(out, "Could still be corrected; needs --without-correction ", found.texts("withoutCorrection"));
            out.println("Nothing was changed. To erase: belay person erase ADDRESS --really");
        });
    }

    private static void say(PrintWriter out, String words, List<String> mailings) {
        if (!mailings.isEmpty()) out.println(words + String.join(",", mailings));
    }
}
