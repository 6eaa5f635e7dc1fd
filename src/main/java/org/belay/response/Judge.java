package org.belay.response;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.belay.delivery.Bounces;
import org.belay.delivery.Sent;
import org.belay.delivery.Stretch;
import org.springframework.stereotype.Component;

/** Decides whom a report is about: nobody but those to whom the mail went that it can show a seal of. */
@Component
class Judge {

    /** A report names those of one transaction; of more, the rest is not looked at. */
    private static final int MOST = 1000;

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
        boolean alone = report.said().size() == 1;
        return report.said().stream()
                .limit(MOST)
                .map(said -> judge(said, alone, ours))
                .toList();
    }

    private static Judgement first(Finding finding, Report report) {
        return new Judgement(finding, report.said().stream().findFirst(), Optional.empty());
    }

    private Judgement judge(Said said, boolean alone, List<Stretch> ours) {
        Optional<Sent> sent = ours.stream()
                .flatMap(stretch ->
                        named(said, stretch).or(() -> alone ? forwarded(said, stretch) : Optional.empty()).stream())
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
     * The seal names one person, and the report another address alone: theirs was forwarded to it. Not where the report repeats the
     * address that its sender wrote; that would have been theirs.
     */
    private Optional<Sent> forwarded(Said said, Stretch stretch) {
        return said.original().isPresent() ? Optional.empty() : bounces.only(stretch);
    }
}
