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

/** A mailing, from file to end. */
@Command(
        name = "mailing",
        description = {
            "A mailing, from file to end.",
            "",
            "Its life: create, submit, approve (by somebody else), schedule, watch.",
            "On the way: stop and resume, reschedule or cancel. To take it back: belay disregard."
        },
        subcommands = WatchCommand.class)
final class MailingCommand extends Group {
    private static final String FILE = "the mailing as YAML; docs/examples/app-removal.yaml shows one";

    @Command(name = "list", description = "All mailings, the newest first.")
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
            table.print(out, "There is no mailing yet. Make one with: belay mailing create FILE");
        });
    }

    @Command(name = "create", description = "Make a draft of a file, and say what the checks find.")
    int create(
            @Mixin Connection server,
            @Mixin Output output,
            @Parameters(paramLabel = "FILE", description = FILE) Path file) {
        Api api = server.api();
        Map<String, Object> draft = draft(api, MailingFile.read(file), output);
        return checked(api, api.post("/mailings", draft), output);
    }

    @Command(name = "edit", description = "Put a file's content in place of a draft's.")
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
                "What the checks find, in a file (which needs no server) or in a mailing of the server.",
                "docs/checks.md describes them. Exits with 1 if anything blocks."
            })
    int check(
            @Mixin Connection server,
            @Mixin Output output,
            @Parameters(paramLabel = "MAILING", description = "a file, or a mailing like M-0147") String mailing,
            @Option(
                            names = "--templates",
                            paramLabel = "FOLDER",
                            defaultValue = "templates",
                            description = "of a file's template; default: templates, and else those that Belay brings")
                    Path templates,
            @Option(names = "--links", description = "also ask whether there is something behind a file's links")
                    boolean links) {
        boolean known = mailing.matches("(?i)(M-)?\\d+");
        Answer found = known
                ? server.api().get(path(mailing, "/check"))
                : new FileCheck(Path.of(mailing), templates, links).findings();
        output.show(found, out -> Findings.print(out, found));
        return found.is("blocked") ? Exit.FAILED : Exit.DONE;
    }

    @Command(name = "submit", description = "Hand a draft to review. From here on its content is frozen.")
    int submit(
            @Mixin Connection server,
            @Mixin Output output,
            @Parameters(paramLabel = "MAILING", description = "like M-0147") String mailing,
            @Option(
                            names = "--answer",
                            paramLabel = "FINDING=WORDS",
                            description = "the answer to a warning of the checks; may be repeated")
                    Map<String, String> answers) {
        Answer done =
                server.api().post(path(mailing, "/submit"), Map.of("answers", answers == null ? Map.of() : answers));
        return output.say(
                done, id(done) + " waits for review. A second person reads it with: belay mailing review " + id(done));
    }

    @Command(
            name = "review",
            description = "Show what is in review as its readers get it, and the digest that an approval names.")
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
                    "Approve what you have read with: belay mailing review. The number of people must be yours to type.")
    int approve(
            @Mixin Connection server,
            @Mixin Output output,
            @Parameters(paramLabel = "MAILING", description = "like M-0147") String mailing,
            @Option(names = "--head-count", required = true, paramLabel = "N", description = "how many people get it")
                    long headCount,
            @Option(
                            names = "--digest",
                            required = true,
                            paramLabel = "SHA256",
                            description = "what you have read: the last lines of belay mailing review show it")
                    String digest) {
        var consent = new LinkedHashMap<String, Object>();
        consent.put("headCount", headCount);
        consent.put("digest", digest);
        Answer done = server.api().post(path(mailing, "/approve"), consent);
        return output.say(done, id(done) + " is approved for " + Table.number(done.number("people")) + " people.");
    }

    @Command(name = "return", description = "Give what is in review back to its author.")
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
            description = "Make what waits for review or for its start a draft again, to change it.")
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
            description = "A new draft with the words, people and pace of another mailing; without its time.")
    int copy(
            @Mixin Connection server,
            @Mixin Output output,
            @Parameters(paramLabel = "MAILING", description = "like M-0147") String mailing) {
        Answer made = server.api().post(path(mailing, "/copy"));
        return output.say(made, id(made) + " is a draft: " + made.text("title"));
    }

    @Command(name = "schedule", description = "Let what is approved go out at its time.")
    int schedule(
            @Mixin Connection server,
            @Mixin Output output,
            @Parameters(paramLabel = "MAILING", description = "like M-0147") String mailing) {
        Answer done = server.api().post(path(mailing, "/schedule"));
        return output.say(done, starts(done));
    }

    @Command(name = "reschedule", description = "Move the start of what is scheduled or held.")
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

    @Command(name = "status", description = "Where a mailing stands, in numbers.")
    int status(
            @Mixin Connection server,
            @Mixin Output output,
            @Parameters(paramLabel = "MAILING", description = "like M-0147") String mailing) {
        Answer now = server.api().get(path(mailing, ""));
        return output.show(now, out -> Standing.print(out, now));
    }

    @Command(name = "deliveries", description = "One line for each person of a mailing.")
    int deliveries(
            @Mixin Connection server,
            @Mixin Output output,
            @Parameters(paramLabel = "MAILING", description = "like M-0147") String mailing,
            @Option(names = "--dispatch", defaultValue = "NOTICE", description = "NOTICE (default) or CORRECTION")
                    String dispatch,
            @Option(names = "--state", description = "only these: PENDING, ACCEPTED, IN_DOUBT, HALTED …") String state,
            @Option(names = "--offset", defaultValue = "0", description = "how many to pass over first") int offset,
            @Option(
                            names = "--limit",
                            defaultValue = "100",
                            description = "how many at most; default 100, at most 1,000")
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
            table.print(out, "No delivery is like that.");
            int shown = answer.list("deliveries").size();
            if (shown == Math.min(limit, 1000)) {
                out.println("There may be more; the next ones: --offset " + (Math.max(0, offset) + shown));
            }
        });
    }

    @Command(name = "stop", description = "Stop what is going out. It can be resumed until a correction is ordered.")
    int stop(
            @Mixin Connection server,
            @Mixin Output output,
            @Parameters(paramLabel = "MAILING", description = "like M-0147") String mailing) {
        Answer done = server.api().post(path(mailing, "/stop"));
        return output.show(done, out -> {
            out.println(id(done) + " is stopped. What has left is not corrected by that: belay disregard " + id(done));
            Standing.print(out, done);
        });
    }

    @Command(
            name = "resume",
            description =
                    "Go on with what was stopped or paused, and send again to whom the relay refused for what was about us.")
    int resume(
            @Mixin Connection server,
            @Mixin Output output,
            @Parameters(paramLabel = "MAILING", description = "like M-0147") String mailing) {
        Answer done = server.api().post(path(mailing, "/resume"));
        return output.say(done, id(done) + " goes on.");
    }

    @Command(name = "cancel", description = "Drop a mailing of which nothing has left.")
    int cancel(
            @Mixin Connection server,
            @Mixin Output output,
            @Parameters(paramLabel = "MAILING", description = "like M-0147") String mailing) {
        Answer done = server.api().post(path(mailing, "/cancel"));
        return output.say(
                done,
                id(done) + " is cancelled. Nothing of it was sent. Copy it as a new draft with: belay mailing copy "
                        + id(done));
    }

    private static int checked(Api api, Answer draft, Output output) {
        Answer checked = api.get(path(id(draft), "/check"));
        var both = new LinkedHashMap<>(draft.members());
        both.put("findings", checked.members().get("findings"));
        return output.show(new Answer(both), out -> {
            out.println(id(draft) + " is a draft: " + draft.text("title"));
            Findings.print(out, checked);
            if (checked.is("blocked")) out.println("Mend the file, then: belay mailing edit " + id(draft) + " FILE");
            else out.println("Hand it to a second person with: belay mailing submit " + id(draft));
        });
    }

    /** What the file says; an audience that is a CSV file is imported first, under the file's name. */
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
