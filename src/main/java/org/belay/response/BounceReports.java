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
import org.belay.delivery.bounce.Bounces;
import org.belay.message.Sha256;
import org.belay.platform.ObjectNotFound;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Receives messages that arrived at the bounce address, and reads stored reports. */
@Component
public class BounceReports {

    private final BounceMatcher judge;
    private final ReportStore store;
    private final BounceDomainStore domains;
    private final Bounces bounces;
    private final Clock clock;
    private final TransactionTemplate transaction;

    BounceReports(
            BounceMatcher judge,
            ReportStore store,
            BounceDomainStore domains,
            Bounces bounces,
            Clock clock,
            TransactionTemplate transaction) {
        this.judge = judge;
        this.store = store;
        this.domains = domains;
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
    public ReportResult receive(byte[] message) {
        // before the transaction, so that no database connection is held while parsing
        ParsedReport report = ReportReader.read(message);
        String sha256 = Sha256.of(message);
        return transaction.execute(status -> receive(message, sha256, report));
    }

    private ReportResult receive(byte[] message, String sha256, ParsedReport report) {
        Collection<BounceMatch> judgements = onePerRecipient(judge.match(report));
        boolean known = store.has(sha256);
        var lines = new ArrayList<ReportResult.RecipientResult>();
        Map<ReportFinding, Integer> added = new EnumMap<>(ReportFinding.class);
        for (BounceMatch judgement : judgements) {
            Optional<Long> enough = known ? Optional.empty() : enough(sha256, judgement);
            if (enough.isPresent()) {
                lines.add(line(enough.get(), judgement, true));
                continue;
            }
            store.saveMessage(sha256, message);
            Optional<Long> stored = store.add(sha256, judgement, report);
            stored.ifPresent(id -> {
                added.merge(judgement.finding(), 1, Integer::sum);
                bounce(id, judgement);
            });
            lines.add(
                    line(stored.orElseGet(() -> store.id(sha256, judgement.recipient())), judgement, stored.isEmpty()));
        }
        added.forEach(store::addToCount);
        if (added.keySet().stream().anyMatch(finding -> !finding.isOurs())) {
            store.deleteOldUnmatched();
        }
        return new ReportResult(report.kind(), List.copyOf(lines));
    }

    private Optional<Long> enough(String sha256, BounceMatch judgement) {
        return judgement
                .sent()
                .flatMap(sent -> store.latestIfFull(sha256, sent.id().value(), judgement.finding()));
    }

    private static ReportResult.RecipientResult line(long report, BounceMatch judgement, boolean again) {
        return new ReportResult.RecipientResult(
                report,
                judgement.recipient(),
                judgement.finding(),
                again,
                judgement.status().map(RecipientStatus::reason).orElse(""));
    }

    /** Keeps one match per recipient. A message may report a recipient as delayed and then as failed; the failure counts. */
    private static Collection<BounceMatch> onePerRecipient(List<BounceMatch> judgements) {
        Map<String, BounceMatch> each = new LinkedHashMap<>();
        for (BounceMatch judgement : judgements) {
            each.merge(
                    judgement.recipient(),
                    judgement,
                    (first, again) ->
                            first.finding() != ReportFinding.BOUNCED && again.finding() == ReportFinding.BOUNCED
                                    ? again
                                    : first);
        }
        return each.values();
    }

    private void bounce(long report, BounceMatch judgement) {
        if (judgement.finding() == ReportFinding.BOUNCED) {
            RecipientStatus said = judgement.status().orElseThrow();
            bounces.record(
                    judgement.sent().orElseThrow(), new Bounce(report, clock.instant(), said.status(), said.reason()));
        }
    }

    /**
     * Reads a stored report. All users may read one that matches a delivery; only administrators may read others, which may be private mail.
     *
     * @throws ObjectNotFound if there is none, if it matched no delivery and was deleted, or if only administrators may read it
     */
    @Transactional(readOnly = true)
    public StoredReport get(long id, User by) {
        StoredReport report = store.get(id)
                .orElseThrow(() -> new ObjectNotFound("There is no report " + id
                        + ". Belay keeps only the latest messages that are not about its mail."));
        if (!report.finding().isOurs() && !by.is(Role.ADMIN)) {
            throw new ObjectNotFound(
                    "Report " + id + " is not about a mail of Belay. Only administrators can read it.");
        }
        return report;
    }

    /** The first bytes of the message that contains a report, as received. */
    @Transactional(readOnly = true)
    public byte[] message(StoredReport report) {
        return store.message(report.id());
    }

    /** Reports that match no delivery, latest first. */
    @Transactional(readOnly = true)
    public List<StoredReport> unmatched(int limit) {
        return store.unmatched(limit);
    }

    /** Number of reports per finding, including deleted ones. */
    @Transactional(readOnly = true)
    public Map<ReportFinding, Long> counts() {
        return store.counts();
    }

    /** The domains with the most bounces in the latest reports, those with most first. */
    @Transactional(readOnly = true)
    public List<BounceDomain> domains(int limit) {
        return domains.most(limit);
    }
}
