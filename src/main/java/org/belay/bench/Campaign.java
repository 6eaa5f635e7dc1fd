package org.belay.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.belay.cli.Answer;
import org.belay.cli.Api;
import org.belay.cli.Failure;
import org.belay.cli.ServerRefused;
import org.belay.cli.ServerUnreachable;
import org.belay.sandbox.Claim;
import org.belay.sandbox.Memo;
import org.belay.sandbox.ServerProcess;

/** One mailing from draft to correction, driven through the API as its author and its approver. */
final class Campaign {
    private static final Duration TIMEOUT = Duration.ofMinutes(30);

    /**
     * Polling interval, like that of a person who watches the page. Results come from the mail server and from the
     * records of Belay, not from polling.
     */
    private static final long POLL_MILLIS = 500;

    private final BenchServer server;
    private final String mailing;
    private final int people;

    private Campaign(BenchServer server, String mailing, int people) {
        this.server = server;
        this.mailing = mailing;
        this.people = people;
    }

    /**
     * Creates, submits and approves a mailing.
     *
     * @param pace people a minute; 0 for no limit
     */
    static Campaign approved(BenchServer server, Content content, String audience, int pace) {
        Api author = server.as(ServerProcess.AUTHOR);
        Map<String, Object> memo = Memo.withReason(Memo.withoutReason(audience, pace));
        memo.put("template", content.template());
        String mailing = "/mailings/" + author.post("/mailings", memo).text("id");
        var answers = new LinkedHashMap<String, String>();
        for (Answer finding : author.get(mailing + "/check").list("findings")) {
            if (finding.text("severity").equals("WARNING"))
                answers.put(finding.text("id"), "Intended: this is a benchmark.");
        }
        Answer submitted = author.post(mailing + "/submit", Map.of("answers", answers));
        long people = submitted.number("people");
        Api approver = server.as(ServerProcess.APPROVER);
        String digest = approver.get(mailing + "/review").text("digest");
        approver.post(mailing + "/approve", Map.of("headCount", people, "digest", digest));
        return new Campaign(server, mailing, (int) people);
    }

    int people() {
        return people;
    }

    void start() {
        withRetry(() -> author().post(mailing + "/schedule"));
    }

    void stop() {
        withRetry(() -> author().post(mailing + "/stop"));
    }

    void resume() {
        withRetry(() -> author().post(mailing + "/resume"));
    }

    /**
     * Takes the mailing back: stops it and orders the correction.
     *
     * @return the time of the request
     */
    Instant takeBack() {
        Instant pressed = Instant.now();
        withRetry(() -> author().post(mailing + "/disregard", Map.of("reason", "This is a benchmark.")));
        return pressed;
    }

    Answer standing() {
        return withRetry(() -> author().get(mailing));
    }

    /** Number of people whose notice was accepted. */
    long accepted() {
        return standing()
                .object("notice")
                .map(counts -> counts.number("ACCEPTED"))
                .orElse(0L);
    }

    /** Waits until this number of notices is accepted, or no more are sent. */
    Answer awaitAccepted(long wanted, Watcher watcher) throws InterruptedException {
        return await(now -> counts(now, "notice").number("ACCEPTED") >= wanted || noticeIsOver(now), watcher);
    }

    Answer awaitNotice(Watcher watcher) throws InterruptedException {
        return await(Campaign::noticeIsOver, watcher);
    }

    Answer awaitCorrection(Watcher watcher) throws InterruptedException {
        return await(now -> now.object("correction").map(c -> c.is("done")).orElse(false), watcher);
    }

    /** Waits until Belay reports after a stop that no more of the notice can be sent. */
    void awaitStopped() throws InterruptedException {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (true) {
            Answer now = standing();
            boolean still = now.number("mayStillLeave") > 0;
            if (!still) return;
            if (System.nanoTime() > end) throw timeout(now);
            Thread.sleep(1);
        }
    }

    /** Reads the state of every delivery in the records of Belay, in the order of the audience. */
    void claims(String dispatch, Consumer<Claim> reader) {
        Claim.each(author(), mailing, dispatch, reader);
    }

    /** Receives the status while the caller waits. */
    interface Watcher {
        void see(Answer standing);
    }

    private interface Wanted {
        boolean reached(Answer standing);
    }

    private Answer await(Wanted wanted, Watcher watcher) throws InterruptedException {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (true) {
            Answer now = standing();
            watcher.see(now);
            if (wanted.reached(now)) return now;
            if (System.nanoTime() > end) throw timeout(now);
            Thread.sleep(POLL_MILLIS);
        }
    }

    private static boolean noticeIsOver(Answer now) {
        Answer counts = counts(now, "notice");
        boolean inProgress = counts.number("PENDING") + counts.number("IN_FLIGHT") + counts.number("DEFERRED") > 0;
        return !inProgress && !now.text("state").equals("SCHEDULED");
    }

    static Answer counts(Answer standing, String dispatch) {
        return dispatch.equals("notice")
                ? standing.object("notice").orElse(new Answer(Map.of()))
                : standing.object("correction").flatMap(c -> c.object("counts")).orElse(new Answer(Map.of()));
    }

    private Api author() {
        return server.as(ServerProcess.AUTHOR);
    }

    /** Repeats a request while a killed server restarts. */
    private Answer withRetry(Supplier<Answer> question) {
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (true) {
            try {
                return question.get();
            } catch (ServerUnreachable | ServerRefused away) {
                if (!server.isKilledNowAndThen() || System.nanoTime() > end) throw away;
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Failure("The benchmark was interrupted.");
            }
        }
    }

    private Failure timeout(Answer now) {
        return new Failure(
                "No progress within " + TIMEOUT.toMinutes() + " min.\n" + now.json() + "\n" + server.endOfLog());
    }
}
