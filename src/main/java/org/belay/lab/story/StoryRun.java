package org.belay.lab.story;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.belay.cli.http.ApiClient;
import org.belay.cli.http.CommandFailure;
import org.belay.cli.http.JsonObject;
import org.belay.cli.http.ServerRefused;
import org.belay.cli.print.TextTable;
import org.belay.lab.process.ExampleDraft;
import org.belay.lab.process.RecordedDelivery;
import org.belay.lab.process.ServerProcess;
import org.belay.lab.sandbox.mail.SandboxMail.MailKind;
import org.jspecify.annotations.Nullable;

/** The steps of the story, from draft to correction. */
final class StoryRun {
    static final String AUTHOR = ServerProcess.AUTHOR;
    static final String APPROVER = ServerProcess.APPROVER;
    private static final String SERVER_HEAP = "512m";

    /** The pace of the notice is set so that it takes this long, enough to take it back while it is sent. */
    private static final int NOTICE_SECONDS = 15;

    private static final double TAKEN_BACK_AT = 0.4;
    private static final long TIMEOUT_MILLIS = 300_000;

    private final ServerProcess server;
    private final MailCollector mailbag;
    private final StoryOutput telling;
    /** The path of the mailing; null until {@link #draft}. */
    private @Nullable String mailing;

    StoryRun(ServerProcess server, MailCollector mailbag, StoryOutput telling) {
        this.server = server;
        this.mailbag = mailbag;
        this.telling = telling;
    }

    /** Start parameters of the server: fast to start. */
    static ServerProcess.ServerSetup server(int relayPort, int people) {
        return new ServerProcess.ServerSetup(
                relayPort,
                people,
                List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx" + SERVER_HEAP),
                Map.of());
    }

    /** Nora creates the draft; without a reason the checks refuse it. */
    void draft() {
        telling.chapter("1. Nora Lindström, IT communications, writes to all staff");
        ApiClient nora = server.as(AUTHOR);
        JsonObject audience = nora.get("/audiences").list("audiences").stream()
                .max(java.util.Comparator.comparingLong(a -> a.number("people")))
                .orElseThrow(() -> new CommandFailure("The sandbox has no audience."));
        long people = audience.number("people");
        int pace = (int) Math.max(60, people * 60 / NOTICE_SECONDS);
        Map<String, Object> memo = ExampleDraft.withoutReason(audience.text("name"), pace);
        JsonObject draft = nora.post("/mailings", memo);
        mailing = "/mailings/" + draft.text("id");
        telling.line(draft.text("id") + "  " + draft.text("title"));
        telling.line("to " + audience.text("name") + ", " + TextTable.number(people) + " people, "
                + TextTable.number(pace) + " a minute; with the exception, and without a reason");

        telling.chapter("2. The checks refuse it");
        telling.line(refusal(() -> nora.post(mailing() + "/submit", Map.of("answers", Map.of()))));

        telling.chapter("3. She adds the reason; Tomás Ferreira reads it and approves");
        JsonObject corrected = nora.put(mailing(), ExampleDraft.withReason(memo));
        telling.line("reason added; the subject is now: " + corrected.text("title"));
        JsonObject submitted = nora.post(mailing() + "/submit", Map.of("answers", answers(nora)));
        ApiClient tomas = server.as(APPROVER);
        JsonObject review = tomas.get(mailing() + "/review");
        JsonObject approved = tomas.post(
                mailing() + "/approve",
                Map.of("headCount", submitted.number("people"), "digest", review.text("digest")));
        String digest = approved.list("approvals").get(0).text("sha256");
        telling.line("approved for " + TextTable.number(approved.number("people")) + " people; digest "
                + digest.substring(0, Math.min(16, digest.length())) + "…");
    }

    /** Sends the notice; at 40 % it is taken back. */
    void sendAndTakeBack(DuringDispatch duringNotice, DuringDispatch duringCorrection) throws InterruptedException {
        telling.chapter("4. The notice is sent");
        JsonObject scheduled = server.as(AUTHOR).post(mailing() + "/schedule");
        int people = (int) scheduled.number("people");
        int takenBackAt = (int) (people * TAKEN_BACK_AT);
        duringNotice.run(people);
        awaitNotices(takenBackAt, people);

        telling.chapter("5. The notice was wrong. Nora takes it back");
        JsonObject takenBack = server.as(AUTHOR)
                .post(mailing() + "/disregard", Map.of("reason", "It was a draft; no decision was made."));
        int notices = mailbag.count(MailKind.NOTICE);
        telling.line("taken back when " + TextTable.number(notices) + " of " + TextTable.number(people)
                + " had it; the correction goes to " + TextTable.number(takenBack.number("mayHaveIt"))
                + " who may have it");
        duringCorrection.run((int) takenBack.number("mayHaveIt"));
        awaitCorrection();
    }

    /** Work that runs while mails arrive. */
    interface DuringDispatch {
        void run(int expected) throws InterruptedException;
    }

    /** The recorded deliveries of one dispatch. */
    List<RecordedDelivery> deliveries(String dispatch) {
        var claims = new ArrayList<RecordedDelivery>();
        RecordedDelivery.forEach(server.as(AUTHOR), mailing(), dispatch, claims::add);
        return claims;
    }

    private String mailing() {
        return Objects.requireNonNull(mailing, "draft() creates it");
    }

    JsonObject status() {
        return server.as(AUTHOR).get(mailing());
    }

    private void awaitNotices(int wanted, int people) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MILLIS);
        while (!mailbag.await(MailKind.NOTICE, wanted, 500)) {
            telling.progress(TextTable.number(mailbag.count(MailKind.NOTICE)) + " of " + TextTable.number(people)
                    + " mailboxes have it");
            if (System.nanoTime() > end) throw timeout("The notice is not sent");
        }
        telling.progress(TextTable.number(mailbag.count(MailKind.NOTICE)) + " of " + TextTable.number(people)
                + " mailboxes have it");
    }

    private void awaitCorrection() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MILLIS);
        while (true) {
            JsonObject now = status();
            boolean done = now.object("correction").map(c -> c.isTrue("done")).orElse(false);
            server.measureMemory();
            telling.progress(TextTable.number(mailbag.count(MailKind.CORRECTION)) + " of "
                    + TextTable.number(now.number("mayHaveIt")) + " are corrected");
            if (done) return;
            if (System.nanoTime() > end) throw timeout("The correction does not end");
            TimeUnit.MILLISECONDS.sleep(250);
        }
    }

    /** Answers all warnings in words, as an author must. */
    private Map<String, String> answers(ApiClient nora) {
        var answers = new LinkedHashMap<String, String>();
        for (JsonObject finding : nora.get(mailing() + "/check").list("findings")) {
            if (finding.text("severity").equals("WARNING")) {
                answers.put(finding.text("id"), "Read and intended.");
                telling.line("warning answered: " + finding.text("message"));
            }
        }
        return answers;
    }

    private CommandFailure timeout(String what) {
        return new CommandFailure(
                what + " within " + TIMEOUT_MILLIS / 1000 + " s.\n" + status().json() + "\n" + server.endOfLog());
    }

    private static String refusal(Runnable submit) {
        try {
            submit.run();
        } catch (ServerRefused refused) {
            return refused.getMessage();
        }
        throw new CommandFailure("The checks accepted a memo without a reason.");
    }
}
