package org.belay.bench;

import java.time.Duration;
import java.time.Instant;
import org.belay.cli.Answer;
import org.belay.cli.Failure;
import org.belay.cli.Table;

/** Belay's own rounds against the sink: a notice to everybody, and its correction to everybody who has it. */
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
     * What one dispatch took.
     *
     * @param count the sink's
     * @param onRecord from the press (of a notice: from its start) to the last acceptance on Belay's record
     */
    record Lap(Count count, Duration onRecord, byte[] sample) {
        /** The part of that time in which the other side had nothing to do: Belay thought, committed or waited for itself. */
        Duration own() {
            return onRecord.minus(count.busy());
        }
    }

    /** Sends a notice to all and waits for the last acceptance. */
    Lap notice(Campaign campaign, String words) throws InterruptedException {
        sink.reset();
        campaign.start();
        Answer end = campaign.awaitNotice(now -> tell(words, now, "notice"));
        Count count = counted(campaign, end, "notice");
        return new Lap(count, between(end.text("startedAt"), end.text("endedAt"), count), sink.sample());
    }

    /** Takes it back from all and waits for the last acceptance. */
    Lap correction(Campaign campaign, String words) throws InterruptedException {
        sink.reset();
        campaign.takeBack();
        Answer end = campaign.awaitCorrection(now -> tell(words, now, "correction"));
        Count count = counted(campaign, end, "correction");
        Answer correction = end.object("correction").orElseThrow();
        return new Lap(
                count, between(correction.text("orderedAt"), correction.text("lastAccepted"), count), sink.sample());
    }

    /** The sink took every mail, so whatever is not accepted makes the figure wrong. */
    private Count counted(Campaign campaign, Answer end, String dispatch) {
        long accepted = Campaign.counts(end, dispatch).number("ACCEPTED");
        Count count = sink.count();
        if (accepted != campaign.people() || count.recipients() < accepted) {
            throw new Failure("Of " + campaign.people() + " people Belay counts " + accepted
                    + " as accepted and the bench's"
                    + " mail server took " + count.recipients() + ": nothing that is measured here means anything.\n"
                    + end.json() + "\n" + server.endOfLog());
        }
        return count;
    }

    private void tell(String words, Answer now, String dispatch) {
        report.now(words + ": " + Table.number(Campaign.counts(now, dispatch).number("ACCEPTED")) + " of "
                + Table.number(now.number("people")));
    }

    private static Duration between(String from, String to, Count count) {
        if (from.isEmpty() || to.isEmpty()) return Duration.between(count.first(), count.last());
        return Duration.between(Instant.parse(from), Instant.parse(to));
    }
}
