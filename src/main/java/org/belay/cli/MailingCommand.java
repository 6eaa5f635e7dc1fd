package org.belay.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.belay.template.DateValue;
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
        subcommands = WatchCommand.class)
final class MailingCommand extends Group {
    private static final String FILE = "the mailing as YAML; see docs/examples/app-removal.yaml";

    @Command(name = "list", description = "List all mailings, newest first.")
    int list(@Mixin Connection server, @Mixin Output output) {
        Answer answer = server.api().get("/mailings");
        return output.show(answer, out -> {
            var table = new Table("MAILING", "STATE", "TITLE", "PEOPLE", "STARTS", "AUTHOR");
            for (Answer m : answer.list("mailings")) {
                String starts = m.text("startedAt").isEmpty() ? m.text("startsAt") : m.text("startedAt");
                table.row(
                        m.text("id"),
                        m.text("state"),
                        m.text("title"),
                        m.number("people"),
                        Table.moment(starts),
                        m.text("author"));
            }
            table.print(out, "There is no mailing yet. Create one with: belay mailing create FILE");
        });
    }

    @Command(name = "create", description = "Create a draft from a file and run the checks.")
    int create(
            @Mixin Connection server,
            @Mixin Output output,
            @Parameters(paramLabel = "FILE", description = FILE) Path file) {
        Api api = server.api();
        Map<String, Object> draft = draft(api, MailingFile.read(file), output);
        return checked(api, api.post("/mailings", draft), output);
    }

    @Command(name = "edit", description = "Replace the content of a draft by a file.")
    int edit(
            @Mixin Connection server,
            @Mixin Output output,
            @Parameters(paramLabel = "MAILING", description = "like M-0147") String mailing,
            @Parameters(paramLabel = "FILE", description = FILE) Path file) {
        Api api = server.api();
        Map<String, Object> draft = draft(api, MailingFile.read(file), output);
        return checked(api, api.put(path(mailing, ""), draft), output);
    }

    @Command(
            name = "check",
            description = {
                "Run the checks on a file (needs no server) or on a mailing of the server.",
                "docs/checks.md describes the checks. Exit code 1 if a finding blocks the mailing."
            })
    int check(
            @Mixin Connection server,
            @Mixin Output output,
            @Parameters(paramLabel = "MAILING", description = "a file, or a mailing like M-0147") String mailing,
            @Option(
                            names = "--templates",
                            paramLabel = "FOLDER",
                            defaultValue = "templates",
                            description =
                                    "where the template of a file is; default: templates, else the templates that come with Belay")
                    Path templates,
            @Option(names = "--links", description = "also request the links in a file") boolean links) {
        boolean known = mailing.matches("(?i)(M-)?\\d+");
        Answer found = known
                ? server.api().get(path(mailing, "/check"))
                : new FileCheck(Path.of(mailing), templates, links).findings();
        output.show(found, out -> Findings.print(out, found));
        return found.is("blocked") ? Exit.FAILED : Exit.DONE;
    }

    @Command(name = "submit", description = "Submit a draft for review. Its content is frozen.")
    int submit(
            @Mixin Connection server,
            @Mixin Output output,
            @Parameters(paramLabel = "MAILING", description = "like M-0147") String mailing,
            @Option(
                            names = "--answer",
                            paramLabel = "FINDING=WORDS",
                            description = "answer to a warning of the checks; repeatable")
                    Map<String, String> answers) {
        Answer done =
                server.api().post(path(mailing, "/submit"), Map.of("answers", answers == null ? Map.of() : answers));
        return output.say(
                done, id(done) + " is in review. A second person reads it with: belay mailing review " + id(done));
    }

    @Command(
            name = "review",
            description =
                    "Show a mailing in review as its readers will get it, with the digest that an approval names.")
    int review(
            @Mixin Connection server,
            @Mixin Output output,
            @Parameters(paramLabel = "MAILING", description = "like M-0147") String mailing) {
        Answer review = server.api().get(path(mailing, "/review"));
        return output.show(review, out -> ReviewPrint.print(out, review));
    }

    @Command(
            name = "approve",
            description =
                    "Approve a mailing that you have read with: belay mailing review. Type the number of people yourself.")
    int approve(
            @Mixin Connection server,
            @Mixin Output output,
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
        Answer done = server.api().post(path(mailing, "/approve"), approval);
        return output.say(done, id(done) + " is approved for " + Table.number(done.number("people")) + " people.");
    }

    @Command(name = "return", description = "Return a mailing in review to its author.")
    int giveBack(
            @Mixin Connection server,
            @Mixin Output output,
            @Parameters(paramLabel = "MAILING", description = "like M-0147") String mailing,
            @Option(names = "--reason", required = true, paramLabel = "WORDS") String reason) {
        Answer done = server.api().post(path(mailing, "/return"), Map.of("reason", reason));
        return output.say(done, id(done) + " is a draft again.");
    }

    @Command(
            name = "withdraw",
            description = "Turn a mailing that waits for review or for its start into a draft again, to change it.")
    int withdraw(
            @Mixin Connection server,
            @Mixin Output output,
            @Parameters(paramLabel = "MAILING", description = "like M-0147") String mailing) {
        Answer done = server.api().post(path(mailing, "/withdraw"));
        return output.say(
                done, id(done) + " is a draft again. Change it with: belay mailing edit " + id(done) + " FILE");
    }

    @Command(
            name = "copy",
            description = "Create a draft with the text, audience and pace of another mailing, without its start time.")
    int copy(
            @Mixin Connection server,
            @Mixin Output output,
            @Parameters(paramLabel = "MAILING", description = "like M-0147") String mailing) {
        Answer made = server.api().post(path(mailing, "/copy"));
        return output.say(made, id(made) + " is a draft: " + made.text("title"));
    }

    @Command(name = "schedule", description = "Schedule an approved mailing for its start time.")
    int schedule(
            @Mixin Connection server,
            @Mixin Output output,
            @Parameters(paramLabel = "MAILING", description = "like M-0147") String mailing) {
        Answer done = server.api().post(path(mailing, "/schedule"));
        return output.say(done, starts(done));
    }

    @Command(name = "reschedule", description = "Move the start of a mailing that is scheduled or held.")
    int reschedule(
            @Mixin Connection server,
            @Mixin Output output,
            @Parameters(paramLabel = "MAILING", description = "like M-0147") String mailing,
            @Parameters(paramLabel = "TIME", description = "like 2026-12-04T09:00[Europe/Berlin]") String send) {
        try {
            DateValue.moment(send, ZoneId.systemDefault());
        } catch (DateTimeException e) {
            throw misuse("The time " + e.getMessage());
        }
        Answer done = server.api().post(path(mailing, "/reschedule"), Map.of("send", send));
        return output.say(done, starts(done));
    }

    @Command(name = "status", description = "Show the status of a mailing in numbers.")
    int status(
            @Mixin Connection server,
            @Mixin Output output,
            @Parameters(paramLabel = "MAILING", description = "like M-0147") String mailing) {
        Answer now = server.api().get(path(mailing, ""));
        return output.show(now, out -> Standing.print(out, now));
    }

    @Command(name = "deliveries", description = "List the deliveries of a mailing, one per person.")
    int deliveries(
            @Mixin Connection server,
            @Mixin Output output,
            @Parameters(paramLabel = "MAILING", description = "like M-0147") String mailing,
            @Option(names = "--dispatch", defaultValue = "NOTICE", description = "NOTICE (default) or CORRECTION")
                    String dispatch,
            @Option(names = "--state", description = "only this state: PENDING, ACCEPTED, IN_DOUBT, HALTED …")
                    String state,
            @Option(names = "--offset", defaultValue = "0", description = "number of deliveries to skip") int offset,
            @Option(
                            names = "--limit",
                            defaultValue = "100",
                            description = "number of deliveries to show; default 100, at most 1,000")
                    int limit) {
        String query = "/deliveries?dispatch=" + Api.encoded(dispatch) + "&offset=" + offset + "&limit=" + limit
                + (state == null ? "" : "&state=" + Api.encoded(state));
        Answer answer = server.api().get(path(mailing, query));
        return output.show(answer, out -> {
            var table = new Table("ADDRESS", "DISPATCH", "STATE", "ATTEMPTS", "REPLY");
            for (Answer d : answer.list("deliveries")) {
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

    @Command(
            name = "stop",
            description = "Stop a mailing that is being sent. It can be resumed until a correction is ordered.")
    int stop(
            @Mixin Connection server,
            @Mixin Output output,
            @Parameters(paramLabel = "MAILING", description = "like M-0147") String mailing) {
        Answer done = server.api().post(path(mailing, "/stop"));
        return output.show(done, out -> {
            out.println(id(done) + " is stopped. To correct what was already sent: belay disregard " + id(done));
            Standing.print(out, done);
        });
    }

    @Command(
            name = "resume",
            description =
                    "Resume a mailing that was stopped or paused. Also sends again to recipients whose refusal was about the sender.")
    int resume(
            @Mixin Connection server,
            @Mixin Output output,
            @Parameters(paramLabel = "MAILING", description = "like M-0147") String mailing) {
        Answer done = server.api().post(path(mailing, "/resume"));
        return output.say(done, id(done) + " is resumed.");
    }

    @Command(name = "cancel", description = "Cancel a mailing of which nothing was sent.")
    int cancel(
            @Mixin Connection server,
            @Mixin Output output,
            @Parameters(paramLabel = "MAILING", description = "like M-0147") String mailing) {
        Answer done = server.api().post(path(mailing, "/cancel"));
        return output.say(
                done,
                id(done) + " is cancelled. Nothing was sent. Copy it as a new draft with: belay mailing copy "
                        + id(done));
    }

    private static int checked(Api api, Answer draft, Output output) {
        Answer checked = api.get(path(id(draft), "/check"));
        var withFindings = new LinkedHashMap<>(draft.members());
        withFindings.put("findings", checked.members().get("findings"));
        return output.show(new Answer(withFindings), out -> {
            out.println(id(draft) + " is a draft: " + draft.text("title"));
            Findings.print(out, checked);
            if (checked.is("blocked")) out.println("Fix the file, then: belay mailing edit " + id(draft) + " FILE");
            else out.println("Submit it for review with: belay mailing submit " + id(draft));
        });
    }

    /** The draft in the file. If its audience is a CSV file, that is imported first, under the name of the file. */
    private static Map<String, Object> draft(Api api, MailingFile mailing, Output output) {
        mailing.audienceFile().ifPresent(csv -> importAudience(api, csv, output));
        return mailing.draft();
    }

    private static void importAudience(Api api, Path csv, Output output) {
        Answer report = AudienceCommand.send(api, csv, AudienceCommand.nameOf(csv), false);
        PrintWriter aside = output.aside();
        aside.println("Imported " + csv + ": " + Table.number(report.number("people")) + " people in audience "
                + AudienceCommand.nameOf(csv) + ".");
        aside.flush();
    }

    private static String starts(Answer mailing) {
        return id(mailing) + " starts " + Table.moment(mailing.text("startsAt")) + ", to "
                + Table.number(mailing.number("people")) + " people. Follow it with: belay mailing watch "
                + id(mailing);
    }

    private static String path(String mailing, String rest) {
        return "/mailings/" + Api.encoded(mailing) + rest;
    }

    private static String id(Answer mailing) {
        return mailing.text("id");
    }
}
