package org.belay.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.belay.cli.http.CommandFailure;
import org.belay.cli.http.JsonObject;
import org.belay.cli.print.CommandOutput;
import org.belay.cli.print.ExitCode;
import org.belay.cli.print.TextTable;
import org.belay.response.ReportReader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Hands in a message that arrived at the bounce address. A mail system calls it, so its exit codes are those of
 * sysexits.h.
 */
@Command(
        name = "bounce",
        description = "Hand in a message that came back to the bounce address, from a file or a mail system's pipe.",
        footer = {
            "",
            "Exit codes for mail systems: 0 accepted, 75 try again later. See docs/bounces.md.",
            "Write a file named like a subcommand as ./explain."
        })
public final class BounceCommand implements Callable<Integer> {
    /** EX_TEMPFAIL: the mail system keeps the message and calls again. */
    static final int TRY_AGAIN = 75;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerOptions server;

    @Mixin
    private CommandOutput output;

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "the message as it arrived; - for standard input")
    private @Nullable String file;

    @Override
    public Integer call() {
        if (file == null) {
            spec.commandLine().usage(spec.commandLine().getErr());
            return ExitCode.WRONG_USAGE;
        }
        try {
            JsonObject taken = server.api().post("/reports", "message/rfc822", read(file));
            output.print(taken, taken.text("message"));
            return ExitCode.DONE;
        } catch (RuntimeException failed) {
            // whatever failed (a revoked token, a server that is down): the mail system keeps the message until it is
            // fixed
            String why = failed.getMessage() == null ? failed.toString() : failed.getMessage();
            spec.commandLine().getErr().println(why + " The message was not accepted; hand it in again.");
            spec.commandLine().getErr().flush();
            return TRY_AGAIN;
        }
    }

    /**
     * Reads the part that Belay evaluates. The rest is read and dropped, so that a writing process does not get a
     * broken pipe.
     */
    static byte[] read(String file) {
        try (InputStream in = file.equals("-") ? System.in : Files.newInputStream(Path.of(file))) {
            byte[] message = in.readNBytes(ReportReader.MOST_BYTES);
            in.transferTo(OutputStream.nullOutputStream());
            return message;
        } catch (IOException e) {
            throw new CommandFailure(file + " cannot be read (" + e.getClass().getSimpleName() + ").");
        }
    }

    @Command(
            name = "explain",
            description = {
                "Show what Belay reads from messages: kind, recipients, status and reason. Needs no server and changes nothing.",
                "With --output json, one line for each file."
            })
    int explain(
            @Mixin CommandOutput shown,
            @Parameters(
                            paramLabel = "FILE",
                            arity = "1..*",
                            description = "messages, one in each file; - for standard input")
                    List<String> messages) {
        int code = ExitCode.DONE;
        for (int i = 0; i < messages.size(); i++) {
            if (i > 0 && !shown.json()) shown.out().println();
            try {
                String name = messages.get(i);
                JsonObject explained = BounceExplanation.of(name, ReportReader.read(read(name)));
                shown.printAnswer(explained, out -> BounceExplanation.print(out, explained));
            } catch (CommandFailure unreadable) {
                shown.err().println(unreadable.getMessage());
                shown.err().flush();
                code = ExitCode.FAILED;
            }
        }
        return code;
    }

    @Command(name = "mailboxes", description = "Show the mailboxes that the server reads bounces from, and problems.")
    int mailboxes(@Mixin ServerOptions from, @Mixin CommandOutput shown) {
        JsonObject answer = from.api().get("/reports/mailboxes");
        return shown.printAnswer(answer, out -> {
            var table = new TextTable("KIND", "PLACE", "LAST READ", "RECEIVED", "PROBLEM");
            for (JsonObject mailbox : answer.list("mailboxes")) {
                table.row(
                        mailbox.text("kind"),
                        mailbox.text("place"),
                        TextTable.localTime(mailbox.text("lastReadAt")),
                        mailbox.number("received"),
                        mailbox.text("problem"));
            }
            table.print(out, "The server reads no mailbox. Set bounce-mailbox in belay.yaml; see docs/bounces.md.");
        });
    }

    @Command(name = "test", description = "Let the server try to read a mailbox now. Changes no message.")
    int test(
            @Mixin ServerOptions from,
            @Mixin CommandOutput shown,
            @Parameters(paramLabel = "KIND", description = "imap, maildir or lmtp") MailboxWord kind) {
        JsonObject answer = from.api().post("/reports/mailboxes/" + kind + "/test", Map.of());
        return shown.printAnswer(answer, out -> answer.texts("steps").forEach(out::println));
    }

    enum MailboxWord {
        imap,
        maildir,
        lmtp
    }
}
