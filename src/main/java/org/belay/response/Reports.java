package org.belay.response;

import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.belay.delivery.Bounce;
import org.belay.delivery.Bounces;
import org.belay.message.Sha256;
import org.belay.platform.NotFound;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes in what came back, and shows it. */
@Component
public class Reports {

    private final Judge judge;
    private final ReportStore store;
    private final Bounces bounces;
    private final Clock clock;

    Reports(Judge judge, ReportStore store, Bounces bounces, Clock clock) {
        this.judge = judge;
        this.store = store;
        this.bounces = bounces;
        this.clock = clock;
    }

    /**
     * Takes a message as it arrived at the bounce address. All of it or nothing is on record afterwards, so whoever hands it in may
     * do so again whenever no answer came.
     *
     * @param message the beginning of it is enough: see {@link ReportReader#MOST_BYTES}
     */
    @Transactional
    public Taken take(byte[] message) {
        Report report = ReportReader.read(message);
        String sha256 = Sha256.of(message);
        List<Judgement> judgements = judge.judge(report);
        store.keep(sha256, message);
        var lines = new ArrayList<Taken.Line>();
        Map<Finding, Integer> news = new EnumMap<>(Finding.class);
        for (Judgement judgement : judgements) {
            Optional<Long> added = store.add(sha256, judgement, report);
            added.ifPresent(id -> {
                news.merge(judgement.finding(), 1, Integer::sum);
                bounce(id, judgement);
            });
            lines.add(new Taken.Line(
                    added.orElseGet(() -> store.id(sha256, judgement.recipient())),
                    judgement.recipient(),
                    judgement.finding(),
                    added.isEmpty(),
                    judgement.said().map(Said::reason).orElse("")));
        }
        news.forEach(store::tally);
        if (news.keySet().stream().anyMatch(finding -> !finding.ours())) {
            store.forgetOldStrangers();
        }
        return new Taken(report.kind(), List.copyOf(lines));
    }

    private void bounce(long report, Judgement judgement) {
        if (judgement.finding() == Finding.BOUNCED) {
            Said said = judgement.said().orElseThrow();
            bounces.bounced(
                    judgement.sent().orElseThrow(), new Bounce(report, clock.instant(), said.status(), said.reason()));
        }
    }

    /** @throws NotFound where there is none, or where it was no business of ours and has been forgotten */
    @Transactional(readOnly = true)
    public Kept get(long id) {
        return store.get(id)
                .orElseThrow(() -> new NotFound("There is no report " + id
                        + ". Of messages that are about no mail of Belay's only the latest are kept."));
    }

    /** The beginning of the message that a report is in, as it came. */
    @Transactional(readOnly = true)
    public byte[] message(long id) {
        return store.message(id);
    }

    /** What was not laid to any delivery, the latest first. */
    @Transactional(readOnly = true)
    public List<Kept> strangers(int limit) {
        return store.strangers(limit);
    }

    /** How many of each finding there have been. */
    @Transactional(readOnly = true)
    public Map<Finding, Long> tally() {
        return store.tally();
    }
}
