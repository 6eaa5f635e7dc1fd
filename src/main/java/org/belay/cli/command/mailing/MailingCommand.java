package org.belay.cli.command.mailing;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.belay.cli.command.CommandGroup;
import org.belay.cli.command.ServerOptions;
import org.belay.cli.http.ApiClient;
import org.belay.cli.http.JsonObject;
import org.belay.cli.print.CommandOutput;
import org.belay.cli.print.MailingStatusPrinter;
import org.belay.cli.print.ReviewPrinter;
import org.belay.cli.print.TextTable;
import org.belay.template.DateValue;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The life cycle of a mailing, from its file to its end. */
@Command(
        name = "mailing",
        description = {
            "Work with mailings.",
            "",
            "In this order: create, submit, approve (by another person), schedule, watch.",
            "Also: stop and resume, reschedule or cancel. To take a mailing back: belay disregard."
        },
        subcommands = {MailingCheckCommand.class, DeliveriesCommand.class, WatchCommand.class})
public final class MailingCommand extends CommandGroup {
    private static final String FILE = "the mailing as YAML; see docs/examples/app-removal.yaml";

    @Command(name = "list", description = "List all mailings, newest first.")
    int list(@Mixin ServerOptions server, @Mixin CommandOutput output) {
        JsonObject answer = server.api().get("/mailings");
        return output.printAnswer(answer, out -> {
            var table = new TextTable("MAILING", "STATE", "TITLE", "PEOPLE", "STARTS", "AUTHOR");
            for (JsonObject m : answer.list("mailings")) {
                String starts = m.text("startedAt").isEmpty() ? m.text("startsAt") : m.text("startedAt");
                table.row(
                        m.text("id"),
                        m.text("state"),
                        m.text("title"),
                        m.number("people"),
                        TextTable.localTime(starts),
                        m.text("author"));
            }
            table.print(out, "There is no mailing yet. Create one with: belay mailing create FILE");
        });
    }

    @Command(name = "create", description = "Create a draft from a file and run the checks.")
    int create(
            @Mixin ServerOptions server,
            @Mixin CommandOutput output,
            @Parameters(paramLabel = "FILE", description = FILE) Path file) {
        return new MailingFileUpload(server.api(), output).create(file);
    }

    @Command(name = "edit", description = "Replace the content of a draft by a file.")
    int edit(
            @Mixin ServerOptions server,
            @Mixin CommandOutput output,
            @Parameters(paramLabel = "MAILING", description = "like M-0147") String mailing,
            @Parameters(paramLabel = "FILE", description = FILE) Path file) {
        return new MailingFileUpload(server.api(), output).replace(path(mailing, ""), file);
    }

    @Command(name = "submit", description = "Submit a draft for review. Its content is frozen.")
    int submit(
            @Mixin ServerOptions server,
            @Mixin CommandOutput output,
            @Parameters(paramLabel = "MAILING", description = "like M-0147") String mailing,
            @Option(
                            names = "--answer",
                            paramLabel = "FINDING=WORDS",
                            description = "answer to a warning of the checks; repeatable")
                    @Nullable
                    Map<String, String> answers) {
        JsonObject done =
                server.api().post(path(mailing, "/submit"), Map.of("answers", answers == null ? Map.of() : answers));
        return output.print(
                done, id(done) + " is in review. A second person reads it with: belay mailing review " + id(done));
    }

    @Command(
            name = "review",
            description =
                    "Show a mailing in review as its readers will get it, with the digest that an approval names.")
    int review(
            @Mixin ServerOptions server,
            @Mixin CommandOutput output,
            @Parameters(paramLabel = "MAILING", description = "like M-0147") String mailing) {
        JsonObject review = server.api().get(path(mailing, "/review"));
        return output.printAnswer(review, out -> ReviewPrinter.print(out, review));
    }

    @Command(
            name = "approve",
            description = "Approve a mailing that you have read with: belay mailing review. Type the number of people"
                    + " yourself.")
    int approve(
            @Mixin ServerOptions server,
            @Mixin CommandOutput output,
            @Parameters(paramLabel = "MAILING", description = "like M-0147") String mailing,
            @Option(
                            names = "--head-count",
                            required = true,
                            paramLabel = "N",
                            description = "how many people will get it")
                    long headCount,
            @Option(
                            names = "--digest",
                            required = true,
                            paramLabel = "SHA256",
                            description = "digest of what you read, from the last lines of: belay mailing review")
                    String digest) {
        var approval = new LinkedHashMap<String, Object>();
        approval.put("headCount", headCount);
        approval.put("digest", digest);
        JsonObject done = server.api().post(path(mailing, "/approve"), approval);
        return output.print(done, MailingStatusPrinter.approvalText(done));
    }

    @Command(name = "return", description = "Return a mailing in review to its author.")
    int returnToAuthor(
            @Mixin ServerOptions server,
            @Mixin CommandOutput output,
            @Parameters(paramLabel = "MAILING", description = "like M-0147") String mailing,
            @Option(names = "--reason", required = true, paramLabel = "WORDS") String reason) {
        JsonObject done = server.api().post(path(mailing, "/return"), Map.of("reason", reason));
        return output.print(done, id(done) + " is a draft again.");
    }

    @Command(
            name = "withdraw",
            description = "Turn a mailing that waits for review or for its start into a draft again, to change it.")
    int withdraw(
            @Mixin ServerOptions server,
            @Mixin CommandOutput output,
            @Parameters(paramLabel = "MAILING", description = "like M-0147") String mailing) {
        JsonObject done = server.api().post(path(mailing, "/withdraw"));
        return output.print(
                done, id(done) + " is a draft again. Change it with: belay mailing edit " + id(done) + " FILE");
    }

    @Command(
            name = "copy",
            description = "Create a draft with the text, audience and pace of another mailing, without its start time.")
    int copy(
            @Mixin ServerOptions server,
            @Mixin CommandOutput output,
            @Parameters(paramLabel = "MAILING", description = "like M-0147") String mailing) {
        JsonObject made = server.api().post(path(mailing, "/copy"));
        return output.print(made, id(made) + " is a draft: " + made.text("title"));
    }

    @Command(name = "schedule", description = "Schedule an approved mailing for its start time.")
    int schedule(
            @Mixin ServerOptions server,
            @Mixin CommandOutput output,
            @Parameters(paramLabel = "MAILING", description = "like M-0147") String mailing) {
        JsonObject done = server.api().post(path(mailing, "/schedule"));
        return output.print(done, starts(done));
    }

    @Command(name = "reschedule", description = "Move the start of a mailing that is scheduled or held.")
    int reschedule(
            @Mixin ServerOptions server,
            @Mixin CommandOutput output,
            @Parameters(paramLabel = "MAILING", description = "like M-0147") String mailing,
            @Parameters(paramLabel = "TIME", description = "like 2026-12-04T09:00[Europe/Berlin]") String send) {
        try {
            DateValue.moment(send, ZoneId.systemDefault());
        } catch (DateTimeException e) {
            throw usageError("The time " + e.getMessage());
        }
        JsonObject done = server.api().post(path(mailing, "/reschedule"), Map.of("send", send));
        return output.print(done, starts(done));
    }

    @Command(name = "status", description = "Show the status of a mailing in numbers.")
    int status(
            @Mixin ServerOptions server,
            @Mixin CommandOutput output,
            @Parameters(paramLabel = "MAILING", description = "like M-0147") String mailing) {
        JsonObject now = server.api().get(path(mailing, ""));
        return output.printAnswer(now, out -> MailingStatusPrinter.print(out, now));
    }

    @Command(
            name = "stop",
            description = "Stop a mailing that is being sent. It can be resumed until a correction is ordered.")
    int stop(
            @Mixin ServerOptions server,
            @Mixin CommandOutput output,
            @Parameters(paramLabel = "MAILING", description = "like M-0147") String mailing) {
        JsonObject done = server.api().post(path(mailing, "/stop"));
        return output.printAnswer(done, out -> {
            out.println(id(done) + " is stopped. To correct what was already sent: belay disregard " + id(done));
            MailingStatusPrinter.print(out, done);
        });
    }

    @Command(
            name = "resume",
            description =
                    "Resume a mailing that was stopped or paused. Also sends again to recipients whose refusal was"
                            + " about the sender.")
    int resume(
            @Mixin ServerOptions server,
            @Mixin CommandOutput output,
            @Parameters(paramLabel = "MAILING", description = "like M-0147") String mailing) {
        JsonObject done = server.api().post(path(mailing, "/resume"));
        return output.print(done, id(done) + " is resumed.");
    }

    @Command(name = "cancel", description = "Cancel a mailing of which nothing was sent.")
    int cancel(
            @Mixin ServerOptions server,
            @Mixin CommandOutput output,
            @Parameters(paramLabel = "MAILING", description = "like M-0147") String mailing) {
        JsonObject done = server.api().post(path(mailing, "/cancel"));
        return output.print(
                done,
                id(done) + " is cancelled. Nothing was sent. Copy it as a new draft with: belay mailing copy "
                        + id(done));
    }

    private static String starts(JsonObject mailing) {
        return id(mailing) + " starts " + TextTable.localTime(mailing.text("startsAt")) + ", to "
                + TextTable.number(mailing.number("people")) + " people. Follow it with: belay mailing watch "
                + id(mailing);
    }

    private static String path(String mailing, String rest) {
        return "/mailings/" + ApiClient.urlEncoded(mailing) + rest;
    }

    private static String id(JsonObject mailing) {
        return mailing.text("id");
    }
}
