package org.belay.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.belay.access.Role;
import org.belay.access.User;
import org.belay.correction.Corrections;
import org.belay.mailing.Mailing;
import org.belay.mailing.MailingId;
import org.belay.mailing.MailingReport;
import org.belay.mailing.Mailings;
import org.springframework.stereotype.Component;

/**
 * The mailings that are being sent, stopped or taken back. Every open page asks every two seconds, so one result is reused for
 * {@value #FRESH_MILLIS} ms.
 */
@Component
class GoingOut {
    private static final long FRESH_MILLIS = 700;
    private static final Pattern OWN_PAGE = Pattern.compile("/mailings/((?:[Mm]-)?\\d{1,18})(?:/.*)?");

    private final Mailings mailings;
    private final MailingReport report;
    private final Corrections corrections;
    private final Clock clock;
    private final Say say;
    private volatile Answer last = Answer.NONE;

    GoingOut(Mailings mailings, MailingReport report, Corrections corrections, Clock clock, Say say) {
        this.mailings = mailings;
        this.report = report;
        this.corrections = corrections;
        this.clock = clock;
        this.say = say;
    }

    private record Answer(Instant at, List<Mailing> all, List<Live> leaving) {
        static final Answer NONE = new Answer(Instant.EPOCH, List.of(), List.of());
    }

    /** Discards the kept result after a request that may have changed it. */
    void forget() {
        last = Answer.NONE;
    }

    /** Mailings that are being sent, stopped or being taken back; the oldest first. */
    List<Live> now() {
        return answer().leaving();
    }

    /**
     * The sending bar of a page.
     *
     * @param path of the page
     * @param shown mailings that the page's bar already shows; they keep their positions
     */
    Helm helm(User me, String path, List<MailingId> shown) {
        return helm(me, path, shown, now());
    }

    /** The bar for a page that shows counts itself, from the same result. */
    Helm helm(User me, String path, List<MailingId> shown, List<Live> leaving) {
        Optional<MailingId> own = own(path);
        if (own.isPresent()) {
            List<Helm.Row> row = leaving.stream()
                    .filter(live -> id(live).equals(own.get()))
                    .flatMap(live -> row(live, me, path).stream())
                    .toList();
            return new Helm(
                    row,
                    leaving.stream()
                            .filter(live -> !id(live).equals(own.get()))
                            .map(live -> live.standing().mailing())
                            .toList());
        }
        var byId = new TreeMap<MailingId, Live>();
        leaving.forEach(live -> byId.put(id(live), live));
        var places = new ArrayList<>(new TreeSet<>(shown));
        byId.keySet().stream().filter(id -> !places.contains(id)).forEach(places::add);
        return new Helm(
                places.stream()
                        .flatMap(id -> byId.containsKey(id) ? row(byId.get(id), me, path).stream() : over(id).stream())
                        .toList(),
                List.of());
    }

    /** The bar of a mailing's page, with the counts that the page shows. */
    Helm helm(User me, String path, Live own) {
        var leaving = new ArrayList<>(now());
        leaving.removeIf(live -> id(live).equals(id(own)));
        if (own.goingOut()) {
            leaving.add(own);
        }
        return helm(me, path, List.of(), leaving);
    }

    private Optional<Helm.Row> row(Live live, User me, String path) {
        boolean takingBack = path.endsWith("/take-back") && own(path).equals(Optional.of(id(live)));
        boolean mayStop = me != null && (me.is(Role.AUTHOR) || me.is(Role.APPROVER));
        boolean mayTakeBack = me != null && mailings.mayTakeBack(id(live), me);
        // the correction's own page shows its progress already
        return takingBack && live.taken()
                ? Optional.empty()
                : Optional.of(Helm.Row.of(live, mayStop, mayTakeBack, takingBack, say));
    }

    /** The ids of the mailings that the user may resume and take back. */
    List<String> mine(User me, List<Live> shown) {
        return shown.stream()
                .map(GoingOut::id)
                .filter(id -> mailings.mayTakeBack(id, me))
                .map(MailingId::toString)
                .toList();
    }

    private Optional<Helm.Row> over(MailingId id) {
        return answer().all().stream()
                .filter(mailing -> mailing.id().equals(id))
                .findFirst()
                .map(Helm.Row::over);
    }

    private static MailingId id(Live live) {
        return live.standing().mailing().id();
    }

    private static Optional<MailingId> own(String path) {
        Matcher page = OWN_PAGE.matcher(path);
        return page.matches() ? Optional.of(MailingId.parse(page.group(1))) : Optional.empty();
    }

    /** Mailings that wait for a decision of this user. */
    List<Mailing> waitingFor(User me) {
        return answer().all().stream().filter(m -> waits(m, me)).toList();
    }

    List<Mailing> all() {
        return answer().all();
    }

    private static boolean waits(Mailing mailing, User me) {
        return switch (mailing.state()) {
            case DRAFT -> mailing.author().id().equals(me.id());
            case IN_REVIEW -> me.is(Role.APPROVER) && !mailing.author().id().equals(me.id());
            case APPROVED, HELD -> me.is(Role.APPROVER) || mailing.author().id().equals(me.id());
            default -> false;
        };
    }

    private Answer answer() {
        Answer known = last;
        if (Duration.between(known.at(), clock.instant()).abs().toMillis() > FRESH_MILLIS) {
            known = new Answer(clock.instant(), mailings.list(), leaving());
            last = known;
        }
        return known;
    }

    private List<Live> leaving() {
        var under = new TreeSet<MailingId>(mailings.underWay());
        under.addAll(corrections.open());
        return under.stream()
                .map(id -> {
                    boolean taken = corrections.of(id).isPresent();
                    return Live.of(report.standing(id), taken);
                })
                .filter(Live::goingOut)
                .toList();
    }
}
