package org.belay.lab.bench;

import java.time.Duration;
import java.time.Instant;
import org.belay.cli.http.CommandFailure;
import org.belay.cli.http.JsonObject;
import org.belay.cli.print.TextTable;
import org.belay.lab.bench.report.BenchReport;
import org.belay.lab.bench.server.BenchMailing;
import org.belay.lab.bench.server.BenchServer;
import org.belay.lab.bench.sink.MailSink;
import org.belay.lab.bench.sink.SinkCount;

/** Measured rounds of Belay against the sink: a notice to all, and its correction to all who have it. */
final class MeasuredRounds {
    private final BenchServer server;
    private final MailSink sink;
    private final BenchReport report;

    MeasuredRounds(BenchServer server, MailSink sink, BenchReport report) {
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
    record RoundResult(SinkCount count, Duration onRecord, byte[] sample) {
        /** The share of Belay: the time during which the other side had no open transaction. */
        Duration own() {
            return onRecord.minus(count.busy());
        }
    }

    /** Sends a notice to all and waits for the last acceptance. */
    RoundResult notice(BenchMailing campaign, String words) throws InterruptedException {
        sink.reset();
        campaign.start();
        JsonObject end = campaign.awaitNotice(now -> showProgress(words, now, "notice"));
        SinkCount count = counted(campaign, end, "notice");
        return new RoundResult(count, between(end.text("startedAt"), end.text("endedAt"), count), sink.sample());
    }

    /** Corrects all and waits for the last acceptance. */
    RoundResult correction(BenchMailing campaign, String words) throws InterruptedException {
        sink.reset();
        campaign.takeBack();
        JsonObject end = campaign.awaitCorrection(now -> showProgress(words, now, "correction"));
        SinkCount count = counted(campaign, end, "correction");
        JsonObject correction = end.object("correction").orElseThrow();
        return new RoundResult(
                count, between(correction.text("orderedAt"), correction.text("lastAccepted"), count), sink.sample());
    }

    /** The sink accepts every mail, so a missing acceptance makes the figure invalid. */
    private SinkCount counted(BenchMailing campaign, JsonObject end, String dispatch) {
        long accepted = BenchMailing.counts(end, dispatch).number("ACCEPTED");
        SinkCount count = sink.count();
        if (accepted != campaign.people() || count.recipients() < accepted) {
            throw new CommandFailure("Of " + campaign.people() + " people Belay counts " + accepted
                    + " as accepted and the bench's"
                    + " mail server accepted " + count.recipients() + ": this measurement is invalid.\n"
                    + end.json() + "\n" + server.endOfLog());
        }
        return count;
    }

    private void showProgress(String words, JsonObject now, String dispatch) {
        report.showProgress(words + ": "
                + TextTable.number(BenchMailing.counts(now, dispatch).number("ACCEPTED")) + " of "
                + TextTable.number(now.number("people")));
    }

    private static Duration between(String from, String to, SinkCount count) {
        if (from.isEmpty() || to.isEmpty()) return Duration.between(count.first(), count.last());
        return Duration.between(Instant.parse(from), Instant.parse(to));
    }
}
