package org.belay.response;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.belay.delivery.bounce.Bounces;
import org.belay.delivery.bounce.RecipientRange;
import org.belay.delivery.bounce.SentDelivery;
import org.springframework.stereotype.Component;

/** Matches a report to deliveries. A report can only concern recipients of a mail whose signature it contains. */
@Component
class BounceMatcher {

    /** Maximum number of recipients read from one report; one transaction never has more. */
    private static final int MAX_RECIPIENTS = 1000;

    private final Bounces bounces;

    BounceMatcher(Bounces bounces) {
        this.bounces = bounces;
    }

    List<BounceMatch> match(ParsedReport report) {
        if (report.kind() != ReportKind.BOUNCE) {
            return List.of(BounceMatch.of(
                    report.kind() == ReportKind.UNREADABLE ? ReportFinding.UNREADABLE : ReportFinding.NOT_A_REPORT));
        }
        if (report.references().isEmpty()) {
            return List.of(first(ReportFinding.NOT_OURS, report));
        }
        List<RecipientRange> ours = bounces.signedRanges(
                report.references().transactions(), report.references().deliveries());
        if (ours.isEmpty()) {
            return List.of(first(ReportFinding.FORGED, report));
        }
        boolean single = report.recipients().size() == 1;
        return report.recipients().stream()
                .limit(MAX_RECIPIENTS)
                .map(said -> match(said, single, ours))
                .toList();
    }

    private static BounceMatch first(ReportFinding finding, ParsedReport report) {
        return new BounceMatch(finding, report.recipients().stream().findFirst(), Optional.empty());
    }

    private BounceMatch match(RecipientStatus said, boolean single, List<RecipientRange> ours) {
        Optional<SentDelivery> sent = ours.stream()
                .flatMap(stretch ->
                        named(said, stretch).or(() -> single ? forwarded(said, stretch) : Optional.empty()).stream())
                .findFirst();
        ReportFinding finding = sent.isEmpty()
                ? ReportFinding.NOT_SENT_TO
                : said.action() == DsnAction.FAILED ? ReportFinding.BOUNCED : ReportFinding.RECORDED;
        return new BounceMatch(finding, Optional.of(said), sent);
    }

    private Optional<SentDelivery> named(RecipientStatus said, RecipientRange stretch) {
        return Stream.concat(said.original().stream(), said.others().stream())
                .flatMap(address -> bounces.findByAddress(stretch, address).stream())
                .findFirst();
    }

    /**
     * The signature names one person, and the report names a single other address: that person's mail was forwarded to it. Does not apply if
     * the report repeats the original recipient, which would be the person's own address.
     */
    private Optional<SentDelivery> forwarded(RecipientStatus said, RecipientRange stretch) {
        return said.original().isPresent() ? Optional.empty() : bounces.findOnly(stretch);
    }
}
