package org.belay.web.sending;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.belay.access.Role;
import org.belay.access.User;
import org.belay.access.team.TeamScope;
import org.belay.correction.Corrections;
import org.belay.mailing.MailingReport;
import org.belay.mailing.Mailings;
import org.belay.mailing.SendingControl;
import org.belay.mailing.model.Mailing;
import org.belay.mailing.model.MailingId;
import org.belay.web.format.Formats;
import org.springframework.stereotype.Component;

/**
 * The mailings that are being sent, stopped or taken back. Every open page asks every two seconds, so one result is reused for
 * {@value #FRESH_MILLIS} ms by all who see the same teams.
 */
@Component
public class ActiveMailings {
    private static final long FRESH_MILLIS = 700;
    private static final int MOST_SCOPES = 200;
    private static final Pattern OWN_PAGE = Pattern.compile("/mailings/((?:[Mm]-)?\\d{1,18})(?:/.*)?");

    private final Mailings mailings;
    private final SendingControl sending;
    private final MailingReport report;
    private final Corrections corrections;
    private final Clock clock;
    private final Formats say;
    private final TeamScope scope;
    private final Map<Optional<String>, MailingLists> last = new ConcurrentHashMap<>();

    ActiveMailings(
            Mailings mailings,
            SendingControl sending,
            MailingReport report,
            Corrections corrections,
            Clock clock,
            Formats say,
            TeamScope scope) {
        this.scope = scope;
        this.mailings = mailings;
        this.sending = sending;
        this.report = report;
        this.corrections = corrections;
        this.clock = clock;
        this.say = say;
    }

    private record MailingLists(Instant at, List<Mailing> all, List<LiveCounts> leaving) {
        static final MailingLists NONE = new MailingLists(Instant.EPOCH, List.of(), List.of());
    }

    /** Discards the kept result after a request that may have changed it. */
    public void invalidate() {
        last.clear();
    }

    /** Mailings that are being sent, stopped or being taken back; the oldest first. */
    public List<LiveCounts> active() {
        return answer().leaving();
    }

    /**
     * The sending bar of a page.
     *
     * @param path of the page
     * @param shown mailings that the page's bar already shows; they keep their positions
     */
    public SendingBar bar(User me, String path, List<MailingId> shown) {
        return bar(me, path, shown, active());
    }

    /** The bar for a page that shows counts itself, from the same result. */
    public SendingBar bar(User me, String path, List<MailingId> shown, List<LiveCounts> leaving) {
        Optional<MailingId> own = mailingOf(path);
        if (own.isPresent()) {
            List<SendingBar.Row> row = leaving.stream()
                    .filter(live -> id(live).equals(own.get()))
                    .flatMap(live -> row(live, me, path).stream())
                    .toList();
            return new SendingBar(
                    row,
                    leaving.stream()
                            .filter(live -> !id(live).equals(own.get()))
                            .map(live -> live.status().mailing())
                            .toList());
        }
        var byId = new TreeMap<MailingId, LiveCounts>();
        leaving.forEach(live -> byId.put(id(live), live));
        var places = new ArrayList<>(new TreeSet<>(shown));
        byId.keySet().stream().filter(id -> !places.contains(id)).forEach(places::add);
        return new SendingBar(
                places.stream()
                        .flatMap(id ->
                                byId.containsKey(id) ? row(byId.get(id), me, path).stream() : endedRow(id).stream())
                        .toList(),
                List.of());
    }

    /** The bar of a mailing's page, with the counts that the page shows. */
    public SendingBar bar(User me, String path, LiveCounts own) {
        var leaving = new ArrayList<>(active());
        leaving.removeIf(live -> id(live).equals(id(own)));
        if (own.goingOut()) {
            leaving.add(own);
        }
        return bar(me, path, List.of(), leaving);
    }

    private Optional<SendingBar.Row> row(LiveCounts live, User me, String path) {
        boolean takingBack = path.endsWith("/take-back") && mailingOf(path).equals(Optional.of(id(live)));
        boolean mayStop = me != null && (me.is(Role.AUTHOR) || me.is(Role.APPROVER) || me.is(Role.ADMIN));
        boolean mayTakeBack = me != null && sending.mayTakeBack(id(live), me);
        // the correction's own page shows its progress already
        return takingBack && live.taken()
                ? Optional.empty()
                : Optional.of(SendingBar.Row.of(live, mayStop, mayTakeBack, takingBack, say));
    }

    /** The ids of the mailings that the user may resume and take back. */
    public List<String> mine(User me, List<LiveCounts> shown) {
        return shown.stream()
                .map(ActiveMailings::id)
                .filter(id -> sending.mayTakeBack(id, me))
                .map(MailingId::toString)
                .toList();
    }

    private Optional<SendingBar.Row> endedRow(MailingId id) {
        return answer().all().stream()
                .filter(mailing -> mailing.id().equals(id))
                .findFirst()
                .map(SendingBar.Row::ended);
    }

    private static MailingId id(LiveCounts live) {
        return live.status().mailing().id();
    }

    private static Optional<MailingId> mailingOf(String path) {
        Matcher page = OWN_PAGE.matcher(path);
        return page.matches() ? Optional.of(MailingId.parse(page.group(1))) : Optional.empty();
    }

    /** Mailings that wait for a decision of this user. */
    public List<Mailing> waitingFor(User me) {
        return answer().all().stream().filter(m -> awaits(m, me)).toList();
    }

    public List<Mailing> all() {
        return answer().all();
    }

    private static boolean awaits(Mailing mailing, User me) {
        return switch (mailing.state()) {
            case DRAFT -> mailing.author().id().equals(me.id());
            case IN_REVIEW -> me.is(Role.APPROVER) && !mailing.author().id().equals(me.id());
            case APPROVED, HELD -> me.is(Role.APPROVER) || mailing.author().id().equals(me.id());
            default -> false;
        };
    }

    private MailingLists answer() {
        Optional<String> teams = scope.teams();
        MailingLists known = last.getOrDefault(teams, MailingLists.NONE);
        if (Duration.between(known.at(), clock.instant()).abs().toMillis() > FRESH_MILLIS) {
            known = new MailingLists(clock.instant(), mailings.list(), loadActive());
            if (last.size() >= MOST_SCOPES) last.clear();
            last.put(teams, known);
        }
        return known;
    }

    private List<LiveCounts> loadActive() {
        var under = new TreeSet<MailingId>(mailings.sendingOrStopped());
        under.addAll(corrections.unfinished());
        return under.stream()
                .map(id -> LiveCounts.of(report.status(id)))
                .filter(LiveCounts::goingOut)
                .toList();
    }
}
