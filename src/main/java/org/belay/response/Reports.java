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

/** Receives messages that arrived at the bounce address, and reads stored reports. */
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
     * Stores a message that arrived at the bounce address, in one transaction. The caller may send it again if no answer came: a repetition
     * changes nothing.
     *
     * @param message the message; its first {@link ReportReader#MOST_BYTES} bytes are enough
     */
    public Taken take(byte[] message) {
        // before the transaction, so that no database connection is held while parsing
        Report report = ReportReader.read(message);
        String sha256 = Sha256.of(message);
        return transaction.execute(status -> take(message, sha256, report));
    }

    private Taken take(byte[] message, String sha256, Report report) {
        Collection<Judgement> judgements = onePerRecipient(judge.judge(report));
        boolean known = store.has(sha256);
        var lines = new ArrayList<Taken.Line>();
        Map<Finding, Integer> added = new EnumMap<>(Finding.class);
        for (Judgement judgement : judgements) {
            Optional<Long> enough = known ? Optional.empty() : enough(sha256, judgement);
            if (enough.isPresent()) {
                lines.add(line(enough.get(), judgement, true));
                continue;
            }
            store.keep(sha256, message);
            Optional<Long> stored = store.add(sha256, judgement, report);
            stored.ifPresent(id -> {
                added.merge(judgement.finding(), 1, Integer::sum);
                bounce(id, judgement);
            });
            lines.add(
                    line(stored.orElseGet(() -> store.id(sha256, judgement.recipient())), judgement, stored.isEmpty()));
        }
        added.forEach(store::addToCount);
        if (added.keySet().stream().anyMatch(finding -> !finding.ours())) {
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

    /** Keeps one match per recipient. A message may report a recipient as delayed and then as failed; the failure counts. */
    private static Collection<Judgement> onePerRecipient(List<Judgement> judgements) {
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
     * Reads a stored report. All users may read one that matches a delivery; only administrators may read others, which may be private mail.
     *
     * @throws NotFound if there is none, if it matched no delivery and was deleted, or if only administrators may read it
     */
    @Transactional(readOnly = true)
    public Kept get(long id, User by) {
        Kept report = store.get(id)
                .orElseThrow(() -> new NotFound("There is no report " + id
                        + ". Belay keeps only the latest messages that are not about its mail."));
        if (!report.finding().ours() && !by.is(Role.ADMIN)) {
            throw new NotFound("Report " + id + " is not about a mail of Belay. Only administrators can read it.");
        }
        return report;
    }

    /** The first bytes of the message that contains a report, as received. */
    @Transactional(readOnly = true)
    public byte[] message(Kept report) {
        return store.message(report.id());
    }

    /** Reports that match no delivery, latest first. */
    @Transactional(readOnly = true)
    public List<Kept> strangers(int limit) {
        return store.strangers(limit);
    }

    /** Number of reports per finding, including deleted ones. */
    @Transactional(readOnly = true)
    public Map<Finding, Long> tally() {
        return store.counts();
    }
}
