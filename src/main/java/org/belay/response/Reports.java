package org.belay.response;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.belay.access.Role;
import org.belay.access.User;
import org.belay.delivery.Bounce;
import org.belay.delivery.Bounces;
import org.belay.message.Sha256;
import org.belay.platform.NotFound;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes in what came back, and shows it. */
@Component
public class Reports {

    private final Judge judge;
    private final ReportStore store;
    private final Bounces bounces;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Reports(Judge judge, ReportStore store, Bounces bounces, Clock clock, TransactionTemplate transaction) {
        this.judge = judge;
        this.store = store;
        this.bounces = bounces;
        this.clock = clock;
        this.transaction = transaction;
    }

    /**
     * Takes a message as it arrived at the bounce address. All of it or nothing is on record afterwards, so whoever hands it in may
     * do so again whenever no answer came.
     *
     * @param message the beginning of it is enough: see {@link ReportReader#MOST_BYTES}
     */
    public Taken take(byte[] message) {
        // before the transaction, so that no connection waits for it
        Report report = ReportReader.read(message);
        String sha256 = Sha256.of(message);
        return transaction.execute(status -> take(message, sha256, report));
    }

    private Taken take(byte[] message, String sha256, Report report) {
        Collection<Judgement> judgements = oneEach(judge.judge(report));
        boolean known = store.has(sha256);
        var lines = new ArrayList<Taken.Line>();
        Map<Finding, Integer> news = new EnumMap<>(Finding.class);
        for (Judgement judgement : judgements) {
            Optional<Long> enough = known ? Optional.empty() : enough(sha256, judgement);
            if (enough.isPresent()) {
                lines.add(line(enough.get(), judgement, true));
                continue;
            }
            store.keep(sha256, message);
            Optional<Long> added = store.add(sha256, judgement, report);
            added.ifPresent(id -> {
                news.merge(judgement.finding(), 1, Integer::sum);
                bounce(id, judgement);
            });
            lines.add(line(added.orElseGet(() -> store.id(sha256, judgement.recipient())), judgement, added.isEmpty()));
        }
        news.forEach(store::tally);
        if (news.keySet().stream().anyMatch(finding -> !finding.ours())) {
            store.forgetOldStrangers();
        }
        return new Taken(report.kind(), List.copyOf(lines));
    }

    private Optional<Long> enough(String sha256, Judgement judgement) {
        return judgement.sent().flatMap(sent -> store.enough(sha256, sent.id().value(), judgement.finding()));
    }

    private static Taken.Line line(long report, Judgement judgement, boolean again) {
        return new Taken.Line(
                report,
                judgement.recipient(),
                judgement.finding(),
                again,
                judgement.said().map(Said::reason).orElse(""));
    }

    /** A message may name a person twice, first as delayed and then as failed: that it was given up is what counts. */
    private static Collection<Judgement> oneEach(List<Judgement> judgements) {
        Map<String, Judgement> each = new LinkedHashMap<>();
        for (Judgement judgement : judgements) {
            each.merge(
                    judgement.recipient(),
                    judgement,
                    (first, again) ->
                            first.finding() != Finding.BOUNCED && again.finding() == Finding.BOUNCED ? again : first);
        }
        return each.values();
    }

    private void bounce(long report, Judgement judgement) {
        if (judgement.finding() == Finding.BOUNCED) {
            Said said = judgement.said().orElseThrow();
            bounces.bounced(
                    judgement.sent().orElseThrow(), new Bounce(report, clock.instant(), said.status(), said.reason()));
        }
    }

    /**
     * What is laid to a delivery is there for everybody; the rest may be anybody's letter.
     *
     * @throws NotFound where there is none, where it was no business of ours and has been forgotten, or where it is for administrators
     */
    @Transactional(readOnly = true)
    public Kept get(long id, User by) {
        Kept report = store.get(id)
                .orElseThrow(() -> new NotFound("There is no report " + id
                        + ". Of messages that are about no mail of Belay's only the latest are kept."));
        if (!report.finding().ours() && !by.is(Role.ADMIN)) {
            throw new NotFound("Report " + id + " is about no mail of Belay's. An administrator can read it.");
        }
        return report;
    }

    /** The beginning of the message that a report is in, as it came. */
    @Transactional(readOnly = true)
    public byte[] message(Kept report) {
        return store.message(report.id());
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
