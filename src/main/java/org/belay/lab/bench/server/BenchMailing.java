package org.belay.lab.bench.server;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.belay.cli.http.ApiClient;
import org.belay.cli.http.CommandFailure;
import org.belay.cli.http.JsonObject;
import org.belay.cli.http.ServerRefused;
import org.belay.cli.http.ServerUnreachable;
import org.belay.lab.process.ExampleDraft;
import org.belay.lab.process.RecordedDelivery;
import org.belay.lab.process.ServerProcess;

/** One mailing from draft to correction, driven through the API as its author and its approver. */
public final class BenchMailing {
    private static final Duration TIMEOUT = Duration.ofMinutes(30);

    /**
     * Polling interval, like that of a person who watches the page. Results come from the mail server and from the
     * records of Belay, not from polling.
     */
    private static final long POLL_MILLIS = 500;

    private final BenchServer server;
    private final String mailing;
    private final int people;

    private BenchMailing(BenchServer server, String mailing, int people) {
        this.server = server;
        this.mailing = mailing;
        this.people = people;
    }

    /**
     * Creates, submits and approves a mailing.
     *
     * @param pace people a minute; 0 for no limit
     */
    public static BenchMailing approved(BenchServer server, BenchContent content, String audience, int pace) {
        ApiClient author = server.as(ServerProcess.AUTHOR);
        Map<String, Object> memo = ExampleDraft.withReason(ExampleDraft.withoutReason(audience, pace));
        memo.put("template", content.template());
        String mailing = "/mailings/" + author.post("/mailings", memo).text("id");
        var answers = new LinkedHashMap<String, String>();
        for (JsonObject finding : author.get(mailing + "/check").list("findings")) {
            if (finding.text("severity").equals("WARNING"))
                answers.put(finding.text("id"), "Intended: this is a benchmark.");
        }
        JsonObject submitted = author.post(mailing + "/submit", Map.of("answers", answers));
        long people = submitted.number("people");
        ApiClient approver = server.as(ServerProcess.APPROVER);
        String digest = approver.get(mailing + "/review").text("digest");
        approver.post(mailing + "/approve", Map.of("headCount", people, "digest", digest));
        return new BenchMailing(server, mailing, (int) people);
    }

    public int people() {
        return people;
    }

    public void start() {
        withRetry(() -> author().post(mailing + "/schedule"));
    }

    public void stop() {
        withRetry(() -> author().post(mailing + "/stop"));
    }

    public void resume() {
        withRetry(() -> author().post(mailing + "/resume"));
    }

    /**
     * Takes the mailing back: stops it and orders the correction.
     *
     * @return the time of the request
     */
    public Instant takeBack() {
        Instant pressed = Instant.now();
        withRetry(() -> author().post(mailing + "/disregard", Map.of("reason", "This is a benchmark.")));
        return pressed;
    }

    public JsonObject status() {
        return withRetry(() -> author().get(mailing));
    }

    /** Number of people whose notice was accepted. */
    public long accepted() {
        return status().object("notice")
                .map(counts -> counts.number("ACCEPTED"))
                .orElse(0L);
    }

    /** Waits until this number of notices is accepted, or no more are sent. */
    public JsonObject awaitAccepted(long wanted, ProgressListener watcher) throws InterruptedException {
        return await(now -> counts(now, "notice").number("ACCEPTED") >= wanted || noticeIsOver(now), watcher);
    }

    public JsonObject awaitNotice(ProgressListener watcher) throws InterruptedException {
        return await(BenchMailing::noticeIsOver, watcher);
    }

    public JsonObject awaitCorrection(ProgressListener watcher) throws InterruptedException {
        return await(now -> now.object("correction").map(c -> c.isTrue("done")).orElse(false), watcher);
    }

    /** Waits until Belay reports after a stop that no more of the notice can be sent. */
    public void awaitStopped() throws InterruptedException {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (true) {
            JsonObject now = status();
            boolean still = now.number("mayStillLeave") > 0;
            if (!still) return;
            if (System.nanoTime() > end) throw timeout(now);
            Thread.sleep(1);
        }
    }

    /** Reads the state of every delivery in the records of Belay, in the order of the audience. */
    public void deliveries(String dispatch, Consumer<RecordedDelivery> reader) {
        RecordedDelivery.forEach(author(), mailing, dispatch, reader);
    }

    /** Receives the status while the caller waits. */
    public interface ProgressListener {
        void see(JsonObject status);
    }

    private interface MailingCondition {
        boolean reached(JsonObject status);
    }

    private JsonObject await(MailingCondition wanted, ProgressListener watcher) throws InterruptedException {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (true) {
            JsonObject now = status();
            watcher.see(now);
            if (wanted.reached(now)) return now;
            if (System.nanoTime() > end) throw timeout(now);
            Thread.sleep(POLL_MILLIS);
        }
    }

    private static boolean noticeIsOver(JsonObject now) {
        JsonObject counts = counts(now, "notice");
        boolean inProgress = counts.number("PENDING") + counts.number("IN_FLIGHT") + counts.number("DEFERRED") > 0;
        return !inProgress && !now.text("state").equals("SCHEDULED");
    }

    public static JsonObject counts(JsonObject status, String dispatch) {
        return dispatch.equals("notice")
                ? status.object("notice").orElse(new JsonObject(Map.of()))
                : status.object("correction").flatMap(c -> c.object("counts")).orElse(new JsonObject(Map.of()));
    }

    private ApiClient author() {
        return server.as(ServerProcess.AUTHOR);
    }

    /** Repeats a request while a killed server restarts. */
    private JsonObject withRetry(Supplier<JsonObject> question) {
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
                throw new CommandFailure("The benchmark was interrupted.");
            }
        }
    }

    private CommandFailure timeout(JsonObject now) {
        return new CommandFailure(
                "No progress within " + TIMEOUT.toMinutes() + " min.\n" + now.json() + "\n" + server.endOfLog());
    }
}
