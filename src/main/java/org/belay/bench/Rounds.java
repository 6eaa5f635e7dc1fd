package org.belay.bench;

import java.time.Duration;
import java.time.Instant;
import org.belay.cli.Answer;
import org.belay.cli.Failure;
import org.belay.cli.Table;

/** Measured rounds of Belay against the sink: a notice to all, and its correction to all who have it. */
final class Rounds {
    private final BenchServer server;
    private final Receiver sink;
    private final Report report;

    Rounds(BenchServer server, Receiver sink, Report report) {
        this.server = server;
        this.sink = sink;
        this.report = report;
    }

    /**
     * The result of one dispatch.
     *
     * @param count count of the sink
     * @param onRecord time from disregard (or from the start of a notice) to the last acceptance recorded by Belay
     */
    record Lap(Count count, Duration onRecord, byte[] sample) {
        /** The share of Belay: the time during which the other side had no open transaction. */
        Duration own() {
            return onRecord.minus(count.busy());
        }
    }

    /** Sends a notice to all and waits for the last acceptance. */
    Lap notice(Campaign campaign, String words) throws InterruptedException {
        sink.reset();
        campaign.start();
        Answer end = campaign.awaitNotice(now -> showProgress(words, now, "notice"));
        Count count = counted(campaign, end, "notice");
        return new Lap(count, between(end.text("startedAt"), end.text("endedAt"), count), sink.sample());
    }

    /** Corrects all and waits for the last acceptance. */
    Lap correction(Campaign campaign, String words) throws InterruptedException {
        sink.reset();
        campaign.takeBack();
        Answer end = campaign.awaitCorrection(now -> showProgress(words, now, "correction"));
        Count count = counted(campaign, end, "correction");
        Answer correction = end.object("correction").orElseThrow();
        return new Lap(
                count, between(correction.text("orderedAt"), correction.text("lastAccepted"), count), sink.sample());
    }

    /** The sink accepts every mail, so a missing acceptance makes the figure invalid. */
    private Count counted(Campaign campaign, Answer end, String dispatch) {
        long accepted = Campaign.counts(end, dispatch).number("ACCEPTED");
        Count count = sink.count();
        if (accepted != campaign.people() || count.recipients() < accepted) {
            throw new Failure("Of " + campaign.people() + " people Belay counts " + accepted
                    + " as accepted and the bench's"
                    + " mail server accepted " + count.recipients() + ": this measurement is invalid.\n"
                    + end.json() + "\n" + server.endOfLog());
        }
        return count;
    }

    private void showProgress(String words, Answer now, String dispatch) {
        report.now(words + ": " + Table.number(Campaign.counts(now, dispatch).number("ACCEPTED")) + " of "
                + Table.number(now.number("people")));
    }

    private static Duration between(String from, String to, Count count) {
        if (from.isEmpty() || to.isEmpty()) return Duration.between(count.first(), count.last());
        return Duration.between(Instant.parse(from), Instant.parse(to));
    }
}
