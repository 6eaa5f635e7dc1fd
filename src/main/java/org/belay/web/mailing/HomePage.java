package org.belay.web.mailing;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.belay.access.Role;
import org.belay.access.SignedIn;
import org.belay.access.User;
import org.belay.access.Users;
import org.belay.access.deputy.Deputies;
import org.belay.access.factor.SecondFactors;
import org.belay.access.link.LinkNotices;
import org.belay.audience.Audiences;
import org.belay.correction.Correction;
import org.belay.correction.CorrectionProposals;
import org.belay.correction.Corrections;
import org.belay.delivery.CorrectionKind;
import org.belay.delivery.DeliveryState;
import org.belay.delivery.relay.RelayTest;
import org.belay.evidence.siem.AuditForwarding;
import org.belay.mailing.model.Mailing;
import org.belay.mailing.model.MailingState;
import org.belay.response.mailbox.BounceMailboxes;
import org.belay.response.mailbox.MailboxState;
import org.belay.web.format.Formats;
import org.belay.web.sending.ActiveMailings;
import org.belay.web.sending.LiveCounts;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The home page: mailings being sent, waiting for this user, recently taken back, and planned. */
@Controller
class HomePage {
    private static final int DAYS = 7;
    private static final int RECENT = 4;

    private final ActiveMailings goingOut;
    private final Corrections corrections;
    private final CorrectionProposals proposals;
    private final Audiences audiences;
    private final LinkNotices links;
    private final SecondFactors factors;
    private final Users users;
    private final Deputies deputies;
    private final RelayTest relay;
    private final BounceMailboxes mailboxes;
    private final AuditForwarding forwarding;
    private final Formats say;

    HomePage(
            ActiveMailings goingOut,
            Corrections corrections,
            CorrectionProposals proposals,
            Audiences audiences,
            LinkNotices links,
            SecondFactors factors,
            Users users,
            Deputies deputies,
            RelayTest relay,
            BounceMailboxes mailboxes,
            AuditForwarding forwarding,
            Formats say) {
        this.forwarding = forwarding;
        this.goingOut = goingOut;
        this.corrections = corrections;
        this.proposals = proposals;
        this.audiences = audiences;
        this.links = links;
        this.factors = factors;
        this.users = users;
        this.deputies = deputies;
        this.relay = relay;
        this.mailboxes = mailboxes;
        this.say = say;
    }

    /** One day of the coming week. */
    public record WeekDay(LocalDate date, boolean today, boolean off, List<Mailing> starts) {}

    /** A mailing that was taken back, with its correction. */
    public record TakenBackMailing(Mailing mailing, Correction correction) {
        public long corrected() {
            return correction.counts().of(DeliveryState.ACCEPTED)
                    + correction.counts().of(DeliveryState.DELIVERED);
        }
    }

    @GetMapping("/")
    String home(@AuthenticationPrincipal SignedIn me, Model model) {
        List<Mailing> all = goingOut.all();
        model.addAttribute("waiting", goingOut.waitingFor(me.user()));
        model.addAttribute("days", days(all));
        model.addAttribute("takenBack", takenBack(all));
        model.addAttribute("proposals", proposals.waiting());
        model.addAttribute("audiences", audiences.list());
        model.addAttribute("links", links.forReader(me.user()));
        model.addAttribute("resets", factors.noticesFor(me.user()));
        model.addAttribute("actingFor", deputies.actingFor(me.user()));
        model.addAttribute("forwarding", me.user().is(Role.ADMIN) ? forwarding.failing() : List.of());
        model.addAttribute("failing", failingMailboxes(me.user()));
        model.addAttribute("empty", all.isEmpty());
        if (all.isEmpty() && me.user().is(Role.ADMIN)) {
            model.addAttribute("setUp", setUp());
        }
        leaving(me, "", model);
        return "home";
    }

    /**
     * What an administrator of a new installation has done.
     *
     * @param users number of users who can sign in
     * @param secondAdministrator whether there are two administrators or more
     * @param team whether one of them may write and another may approve
     */
    public record SetUp(int users, boolean team, boolean secondAdministrator, boolean relayTested) {}

    private SetUp setUp() {
        List<User> all = users.list();
        boolean team = all.stream()
                .filter(user -> user.is(Role.AUTHOR))
                .anyMatch(author ->
                        all.stream().anyMatch(other -> other.is(Role.APPROVER) && !other.isSamePersonAs(author)));
        boolean second = all.stream().filter(user -> user.is(Role.ADMIN)).count() > 1;
        return new SetUp(all.size(), team, second, relay.wasSent());
    }

    /** @param shown mailings that the page's bar already shows */
    @GetMapping("/home/live")
    String live(@AuthenticationPrincipal SignedIn me, @RequestParam(defaultValue = "") String shown, Model model) {
        leaving(me, shown, model);
        model.addAttribute("fragment", true);
        return "home-live";
    }

    private void leaving(SignedIn me, String shown, Model model) {
        List<LiveCounts> leaving = goingOut.active();
        model.addAttribute("leaving", leaving);
        model.addAttribute("mine", goingOut.mine(me.user(), leaving));
        model.addAttribute("helm", goingOut.bar(me.user(), "/", MailingsPage.ids(shown), leaving));
    }

    private List<MailboxState> failingMailboxes(User me) {
        return me.is(Role.ADMIN)
                ? mailboxes.states().stream().filter(MailboxState::isFailing).toList()
                : List.of();
    }

    private List<WeekDay> days(List<Mailing> all) {
        LocalDate today = LocalDate.ofInstant(say.now(), say.zone());
        return IntStream.range(0, DAYS)
                .mapToObj(today::plusDays)
                .map(date -> new WeekDay(date, date.equals(today), weekend(date), startingOn(date, all)))
                .toList();
    }

    private List<Mailing> startingOn(LocalDate date, List<Mailing> all) {
        return all.stream()
                .filter(m -> m.state() == MailingState.SCHEDULED)
                .filter(m -> m.startsAt()
                        .map(at -> LocalDate.ofInstant(at, say.zone()).equals(date))
                        .orElse(false))
                .sorted(Comparator.comparing(m -> m.startsAt().orElseThrow()))
                .toList();
    }

    private List<TakenBackMailing> takenBack(List<Mailing> all) {
        return all.stream()
                .flatMap(m -> corrections
                        .of(m.id())
                        .filter(c -> c.kind() == CorrectionKind.DISREGARD)
                        .map(c -> new TakenBackMailing(m, c))
                        .stream())
                .sorted(Comparator.comparing(
                                (TakenBackMailing t) -> t.correction().orderedAt())
                        .reversed())
                .limit(RECENT)
                .toList();
    }

    private static boolean weekend(LocalDate date) {
        return date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY;
    }
}
