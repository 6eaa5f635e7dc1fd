package org.belay.response;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.belay.delivery.Bounces;
import org.belay.delivery.Sent;
import org.belay.delivery.Stretch;
import org.springframework.stereotype.Component;

/** Matches a report to deliveries. A report can only concern recipients of a mail whose signature it contains. */
@Component
class Judge {

    /** Maximum number of recipients read from one report; one transaction never has more. */
    private static final int MAX_RECIPIENTS = 1000;

    private final Bounces bounces;

    Judge(Bounces bounces) {
        this.bounces = bounces;
    }

    List<Judgement> judge(Report report) {
        if (report.kind() != Kind.BOUNCE) {
            return List.of(Judgement.of(report.kind() == Kind.UNREADABLE ? Finding.UNREADABLE : Finding.NOT_A_REPORT));
        }
        if (report.signs().none()) {
            return List.of(first(Finding.NOT_OURS, report));
        }
        List<Stretch> ours =
                bounces.sealed(report.signs().transactions(), report.signs().deliveries());
        if (ours.isEmpty()) {
            return List.of(first(Finding.FORGED, report));
        }
        boolean single = report.said().size() == 1;
        return report.said().stream()
                .limit(MAX_RECIPIENTS)
                .map(said -> judge(said, single, ours))
                .toList();
    }

    private static Judgement first(Finding finding, Report report) {
        return new Judgement(finding, report.said().stream().findFirst(), Optional.empty());
    }

    private Judgement judge(Said said, boolean single, List<Stretch> ours) {
        Optional<Sent> sent = ours.stream()
                .flatMap(stretch ->
                        named(said, stretch).or(() -> single ? forwarded(said, stretch) : Optional.empty()).stream())
                .findFirst();
        Finding finding = sent.isEmpty()
                ? Finding.NOT_SENT_TO
                : said.action() == Action.FAILED ? Finding.BOUNCED : Finding.RECORDED;
        return new Judgement(finding, Optional.of(said), sent);
    }

    private Optional<Sent> named(Said said, Stretch stretch) {
        return Stream.concat(said.original().stream(), said.others().stream())
                .flatMap(address -> bounces.person(stretch, address).stream())
                .findFirst();
    }

    /**
     * The signature names one person, and the report names a single other address: that person's mail was forwarded to it. Does not apply if
     * the report repeats the original recipient, which would be the person's own address.
     */
    private Optional<Sent> forwarded(Said said, Stretch stretch) {
        return said.original().isPresent() ? Optional.empty() : bounces.only(stretch);
    }
}
