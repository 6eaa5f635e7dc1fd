package org.belay.story;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.belay.cli.Answer;
import org.belay.cli.Api;
import org.belay.cli.Failure;
import org.belay.cli.ServerRefused;
import org.belay.cli.Table;
import org.belay.sandbox.Claim;
import org.belay.sandbox.Mail.Kind;
import org.belay.sandbox.Memo;
import org.belay.sandbox.ServerProcess;

/** The steps of the story, from draft to correction. */
final class Story {
    static final String AUTHOR = ServerProcess.AUTHOR;
    static final String APPROVER = ServerProcess.APPROVER;
    private static final String SERVER_HEAP = "512m";

    /** The pace of the notice is set so that it takes this long, enough to take it back while it is sent. */
    private static final int NOTICE_SECONDS = 15;

    private static final double TAKEN_BACK_AT = 0.4;
    private static final long TIMEOUT_MILLIS = 300_000;

    private final ServerProcess server;
    private final Mailbag mailbag;
    private final Telling telling;
    private String mailing;

    Story(ServerProcess server, Mailbag mailbag, Telling telling) {
        this.server = server;
        this.mailbag = mailbag;
        this.telling = telling;
    }

    /** Start parameters of the server: fast to start. */
    static ServerProcess.Setup server(int relayPort, int people) {
        return new ServerProcess.Setup(
                relayPort,
                people,
                List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx" + SERVER_HEAP),
                Map.of());
    }

    /** Nora creates the draft; without a reason the checks refuse it. */
    void draft() {
        telling.chapter("1. Nora Lindström, IT communications, writes to all staff");
        Api nora = server.as(AUTHOR);
        Answer audience = nora.get("/audiences").list("audiences").stream()
                .max(java.util.Comparator.comparingLong(a -> a.number("people")))
                .orElseThrow(() -> new Failure("The sandbox has no audience."));
        long people = audience.number("people");
        int pace = (int) Math.max(60, people * 60 / NOTICE_SECONDS);
        Map<String, Object> memo = Memo.withoutReason(audience.text("name"), pace);
        Answer draft = nora.post("/mailings", memo);
        mailing = "/mailings/" + draft.text("id");
        telling.line(draft.text("id") + "  " + draft.text("title"));
        telling.line("to " + audience.text("name") + ", " + Table.number(people) + " people, " + Table.number(pace)
                + " a minute; with the exception, and without a reason");

        telling.chapter("2. The checks refuse it");
        telling.line(refusal(() -> nora.post(mailing + "/submit", Map.of("answers", Map.of()))));

        telling.chapter("3. She adds the reason; Tomás Ferreira reads it and approves");
        Answer corrected = nora.put(mailing, Memo.withReason(memo));
        telling.line("reason added; the subject is now: " + corrected.text("title"));
        Answer submitted = nora.post(mailing + "/submit", Map.of("answers", answers(nora)));
        Api tomas = server.as(APPROVER);
        Answer review = tomas.get(mailing + "/review");
        Answer approved = tomas.post(
                mailing + "/approve", Map.of("headCount", submitted.number("people"), "digest", review.text("digest")));
        String digest = approved.object("approval").map(a -> a.text("sha256")).orElse("");
        telling.line("approved for " + Table.number(approved.number("people")) + " people; digest "
                + digest.substring(0, Math.min(16, digest.length())) + "…");
    }

    /** Sends the notice; at 40 % it is taken back. */
    void sendAndTakeBack(Runner duringNotice, Runner duringCorrection) throws InterruptedException {
        telling.chapter("4. The notice is sent");
        Answer scheduled = server.as(AUTHOR).post(mailing + "/schedule");
        int people = (int) scheduled.number("people");
        int takenBackAt = (int) (people * TAKEN_BACK_AT);
        duringNotice.run(people);
        awaitNotices(takenBackAt, people);

        telling.chapter("5. The notice was wrong. Nora takes it back");
        Answer takenBack = server.as(AUTHOR)
                .post(mailing + "/disregard", Map.of("reason", "It was a draft; no decision was made."));
        int notices = mailbag.count(Kind.NOTICE);
        telling.line("taken back when " + Table.number(notices) + " of " + Table.number(people)
                + " had it; the correction goes to " + Table.number(takenBack.number("mayHaveIt"))
                + " who may have it");
        duringCorrection.run((int) takenBack.number("mayHaveIt"));
        awaitCorrection();
    }

    /** Work that runs while mails arrive. */
    interface Runner {
        void run(int expected) throws InterruptedException;
    }

    /** The recorded deliveries of one dispatch. */
    List<Claim> claims(String dispatch) {
        var claims = new ArrayList<Claim>();
        Claim.each(server.as(AUTHOR), mailing, dispatch, claims::add);
        return claims;
    }

    Answer standing() {
        return server.as(AUTHOR).get(mailing);
    }

    private void awaitNotices(int wanted, int people) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MILLIS);
        while (!mailbag.await(Kind.NOTICE, wanted, 500)) {
            telling.progress(
                    Table.number(mailbag.count(Kind.NOTICE)) + " of " + Table.number(people) + " mailboxes have it");
            if (System.nanoTime() > end) throw timeout("The notice is not sent");
        }
        telling.progress(
                Table.number(mailbag.count(Kind.NOTICE)) + " of " + Table.number(people) + " mailboxes have it");
    }

    private void awaitCorrection() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MILLIS);
        while (true) {
            Answer now = standing();
            boolean done = now.object("correction").map(c -> c.is("done")).orElse(false);
            server.lookAtMemory();
            telling.progress(Table.number(mailbag.count(Kind.CORRECTION)) + " of "
                    + Table.number(now.number("mayHaveIt")) + " are corrected");
            if (done) return;
            if (System.nanoTime() > end) throw timeout("The correction does not end");
            TimeUnit.MILLISECONDS.sleep(250);
        }
    }

    /** Answers all warnings in words, as an author must. */
    private Map<String, String> answers(Api nora) {
        var answers = new LinkedHashMap<String, String>();
        for (Answer finding : nora.get(mailing + "/check").list("findings")) {
            if (finding.text("severity").equals("WARNING")) {
                answers.put(finding.text("id"), "Read and intended.");
                telling.line("warning answered: " + finding.text("message"));
            }
        }
        return answers;
    }

    private Failure timeout(String what) {
        return new Failure(
                what + " within " + TIMEOUT_MILLIS / 1000 + " s.\n" + standing().json() + "\n" + server.endOfLog());
    }

    private static String refusal(Runnable submit) {
        try {
            submit.run();
        } catch (ServerRefused refused) {
            return refused.getMessage();
        }
        throw new Failure("The checks accepted a memo without a reason.");
    }
}
