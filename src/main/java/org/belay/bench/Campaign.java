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

/** One mailing from the draft to the last correction, played through the API as its author and its approver would. */
final class Campaign {
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    /** As somebody who watches the page. What is measured is told by the mail server and by the record, not by when we look. */
    private static final long LOOKS_EVERY_MILLIS = 500;

    private final BenchServer server;
    private final String mailing;
    private final int people;

    private Campaign(BenchServer server, String mailing, int people) {
        this.server = server;
        this.mailing = mailing;
        this.people = people;
    }

    /**
     * Drafts, submits and approves.
     *
     * @param pace people a minute; 0 for as fast as it goes
     */
    static Campaign approved(BenchServer server, Content content, String audience, int pace) {
        Api author = server.as(ServerProcess.AUTHOR);
        Map<String, Object> memo = Memo.withReason(Memo.withoutReason(audience, pace));
        memo.put("template", content.template());
        String mailing = "/mailings/" + author.post("/mailings", memo).text("id");
        var answers = new LinkedHashMap<String, String>();
        for (Answer finding : author.get(mailing + "/check").list("findings")) {
            if (finding.text("severity").equals("WARNING")) answers.put(finding.text("id"), "Meant so: it is a bench.");
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
        patiently(() -> author().post(mailing + "/schedule"));
    }

    void stop() {
        patiently(() -> author().post(mailing + "/stop"));
    }

    void resume() {
        patiently(() -> author().post(mailing + "/resume"));
    }

    /** The press: stops what still goes out and orders the correction. */
    Instant takeBack() {
        Instant pressed = Instant.now();
        patiently(() -> author().post(mailing + "/disregard", Map.of("reason", "It was only a bench.")));
        return pressed;
    }

    Answer standing() {
        return patiently(() -> author().get(mailing));
    }

    /** How many have answered for good, of those that left. */
    long accepted() {
        return standing()
                .object("notice")
                .map(counts -> counts.number("ACCEPTED"))
                .orElse(0L);
    }

    /** Waits until so many people's notice is accepted, or nothing more goes out. */
    Answer awaitAccepted(long wanted, Watcher watcher) throws InterruptedException {
        return await(now -> counts(now, "notice").number("ACCEPTED") >= wanted || noticeIsOver(now), watcher);
    }

    Answer awaitNotice(Watcher watcher) throws InterruptedException {
        return await(Campaign::noticeIsOver, watcher);
    }

    Answer awaitCorrection(Watcher watcher) throws InterruptedException {
        return await(now -> now.object("correction").map(c -> c.is("done")).orElse(false), watcher);
    }

    /** Waits until Belay says that nothing of the notice can leave any more after a stop. */
    void awaitStopped() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Answer now = standing();
            boolean still = now.number("mayStillLeave") > 0;
            if (!still) return;
            if (System.nanoTime() > end) throw stuck(now);
            Thread.sleep(1);
        }
    }

    /** What Belay's record says of every delivery, in the order of the audience. */
    void claims(String dispatch, Consumer<Claim> reader) {
        Claim.each(author(), mailing, dispatch, reader);
    }

    /** Is told how far it is, while one waits. */
    interface Watcher {
        void see(Answer standing);
    }

    private interface Wanted {
        boolean reached(Answer standing);
    }

    private Answer await(Wanted wanted, Watcher watcher) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Answer now = standing();
            watcher.see(now);
            if (wanted.reached(now)) return now;
            if (System.nanoTime() > end) throw stuck(now);
            Thread.sleep(LOOKS_EVERY_MILLIS);
        }
    }

    private static boolean noticeIsOver(Answer now) {
        Answer counts = counts(now, "notice");
        boolean goesOn = counts.number("PENDING") + counts.number("IN_FLIGHT") + counts.number("DEFERRED") > 0;
        return !goesOn && !now.text("state").equals("SCHEDULED");
    }

    static Answer counts(Answer standing, String dispatch) {
        return dispatch.equals("notice")
                ? standing.object("notice").orElse(new Answer(Map.of()))
                : standing.object("correction").flatMap(c -> c.object("counts")).orElse(new Answer(Map.of()));
    }

    private Api author() {
        return server.as(ServerProcess.AUTHOR);
    }

    /** A server that was just killed comes back; until then the same is asked again. */
    private Answer patiently(Supplier<Answer> question) {
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
                throw new Failure("The bench was interrupted.");
            }
        }
    }

    private Failure stuck(Answer now) {
        return new Failure("Nothing more happens within " + PATIENCE.toMinutes() + " min.\n" + now.json() + "\n"
                + server.endOfLog());
    }
}
