package org.belay.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.belay.access.Role;
import org.belay.access.User;
import org.belay.correction.Corrections;
import org.belay.mailing.Mailing;
import org.belay.mailing.MailingReport;
import org.belay.mailing.MailingState;
import org.belay.mailing.Mailings;
import org.belay.mailing.Standing;
import org.springframework.stereotype.Component;

/**
 * What goes out now. Every open page asks every two seconds, so one answer serves all who ask within {@value #FRESH_MILLIS} ms.
 */
@Component
class GoingOut {
    private static final long FRESH_MILLIS = 700;

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

    private record Answer(Instant at, List<Mailing> all, List<Leaving> leaving) {
        static final Answer NONE = new Answer(Instant.EPOCH, List.of(), List.of());
    }

    /** @param taken whether its correction is on its way */
    record Leaving(Standing standing, boolean taken) {
        Mailing mailing() {
            return standing.mailing();
        }
    }

    /** Somebody has just decided something: whoever looks next sees it. */
    void forget() {
        last = Answer.NONE;
    }

    /** Sending, stopped and not decided, or being taken back; the newest first. */
    List<Leaving> now() {
        return answer().leaving();
    }

    /** Null when nothing goes out. */
    Helm helm(User me, String path) {
        List<Leaving> leaving = now();
        if (leaving.isEmpty()) {
            return null;
        }
        Leaving newest = leaving.get(0);
        Live live = Live.of(newest.standing(), newest.taken());
        String href = "/mailings/" + newest.mailing().id();
        return new Helm(
                href,
                newest.taken() ? "TAKING_BACK" : newest.mailing().state().name(),
                newest.mailing().title(),
                live.left(),
                live.total(),
                say.percent(live.left(), live.total()),
                newest.standing().toGo().map(say::roughly).orElse(""),
                leaving.size() - 1L,
                me != null && (me.is(Role.AUTHOR) || me.is(Role.APPROVER)),
                path.equals(href + "/take-back"));
    }

    /** Mailings that wait for this person's decision. */
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
        if (Duration.between(known.at(), clock.instant()).toMillis() > FRESH_MILLIS) {
            List<Mailing> all = mailings.list();
            known = new Answer(
                    clock.instant(),
                    all,
                    all.stream().flatMap(m -> leaving(m).stream()).toList());
            last = known;
        }
        return known;
    }

    private List<Leaving> leaving(Mailing mailing) {
        boolean under = mailing.state() == MailingState.SENDING || mailing.state() == MailingState.STOPPED;
        return under
                ? List.of(new Leaving(
                        report.standing(mailing.id()),
                        corrections.of(mailing.id()).isPresent()))
                : List.of();
    }
}
