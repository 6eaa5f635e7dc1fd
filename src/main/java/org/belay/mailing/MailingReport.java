package org.belay.mailing;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.belay.audience.Audience;
import org.belay.audience.Leavers;
import org.belay.audience.Person;
import org.belay.delivery.Counts;
import org.belay.delivery.Deliveries;
import org.belay.delivery.DeliveryRow;
import org.belay.delivery.DeliveryState;
import org.belay.delivery.Dispatch;
import org.belay.delivery.DispatchId;
import org.belay.delivery.DispatchKind;
import org.belay.delivery.DispatchState;
import org.belay.delivery.Dispatches;
import org.belay.delivery.relay.Forecast;
import org.belay.template.TemplateVersion;
import org.belay.template.Templates;
import org.belay.template.Variant;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** What people want to know of a mailing: where it stands, what is read by whom, who got it. Changes nothing. */
@Component
@Transactional(readOnly = true)
public class MailingReport {
    private static final Set<MailingState> TO_COME =
            EnumSet.of(MailingState.IN_REVIEW, MailingState.APPROVED, MailingState.SCHEDULED, MailingState.HELD);

    private final MailingStore store;
    private final Mailings mailings;
    private final Dispatches dispatches;
    private final Deliveries deliveries;
    private final Templates templates;
    private final DraftCheck draftCheck;
    private final Leavers leavers;

    MailingReport(
            MailingStore store,
            Mailings mailings,
            Dispatches dispatches,
            Deliveries deliveries,
            Templates templates,
            DraftCheck draftCheck,
            Leavers leavers) {
        this.store = store;
        this.mailings = mailings;
        this.dispatches = dispatches;
        this.deliveries = deliveries;
        this.templates = templates;
        this.draftCheck = draftCheck;
        this.leavers = leavers;
    }

    /** All of it from one moment, so that the numbers agree with each other while mails go out. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Standing standing(MailingId id) {
        Mailing mailing = mailings.get(id);
        if (mailing.notice().isEmpty()) {
            Counts nobodyYet = new Counts(Map.of(DeliveryState.PENDING, mailing.people()));
            return new Standing(
                    mailing,
                    nobodyYet,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    0,
                    Optional.empty(),
                    0,
                    0,
                    0,
                    0);
        }
        Dispatch notice = dispatches.get(mailing.notice().get());
        Optional<Dispatch> correction =
                mailing.correction().map(dispatches::get).filter(d -> d.state() != DispatchState.WAITING);
        Dispatch goingOut = correction.orElse(notice);
        double perSecond = goingOut.state() == DispatchState.SENDING ? dispatches.perSecond(goingOut.id()) : 0;
        Counts counts = dispatches.counts(notice);
        return new Standing(
                mailing,
                counts,
                Optional.of(notice.state()),
                goingOut.why(),
                correction.map(dispatches::counts),
                perSecond,
                toGo(notice, counts, perSecond),
                dispatches.mayHaveIt(notice.id()),
                willBeLeftOut(mailing),
                notice.state() == DispatchState.STOPPED
                        ? dispatches.stopStanding(notice.id()).mayStillLeave()
                        : 0,
                correction.map(dispatches::counts).orElse(counts).of(DeliveryState.REJECTED) > 0
                        ? dispatches.refusedForUs(goingOut.id())
                        : 0);
    }

    private long willBeLeftOut(Mailing mailing) {
        return TO_COME.contains(mailing.state())
                ? mailing.snapshot().map(leavers::among).orElse(0L)
                : 0;
    }

    /** What sending it and taking it back will take; empty once it has started, and while it has no people yet. */
    public Optional<Forecast> forecast(MailingId id) {
        Mailing mailing = mailings.get(id);
        return mailing.startedAt().isEmpty() && mailing.people() > 0
                ? Optional.of(draftCheck.forecast(mailing.draft(), mailing.people()))
                : Optional.empty();
    }

    private static Optional<Duration> toGo(Dispatch notice, Counts counts, double perSecond) {
        double speed = notice.pace() > 0 ? notice.pace() / 60.0 : perSecond;
        return notice.state() == DispatchState.SENDING && speed > 0
                ? Optional.of(Duration.ofSeconds(Math.round((counts.total() - counts.left()) / speed)))
                : Optional.empty();
    }

    /** Every text as frozen, as a reader gets it of whom nothing is known. Empty while a draft. */
    public List<MailText> variants(MailingId id, DispatchKind kind) {
        return dispatch(mailings.get(id), kind).map(dispatches::variants).orElse(List.of()).stream()
                .map(variant -> MailText.of(variant, Map.of()))
                .toList();
    }

    /** The mailings that use a template and are not over: what a change of it may touch. Newest first. */
    public List<TemplateUse> using(String template) {
        return store.using(template).stream()
                .map(row -> new TemplateUse(
                        row.id(),
                        row.state(),
                        row.title(),
                        templates.version(row.templateVersion()).number(),
                        row.draft().filled()))
                .toList();
    }

    /** A draft as one person would read it; what is missing shows as a placeholder. */
    public Preview preview(Draft draft, DispatchKind kind, String language, Optional<Person> person) {
        return preview(templates.latest(draft.template()), draft, kind, language, person);
    }

    /** The texts that a template would make for an audience, each with its condition and its head-count. */
    public List<Variant> texts(TemplateVersion template, Draft draft, DispatchKind kind, Audience audience) {
        return draftCheck.texts(template, draft, kind, audience);
    }

    /** The same with a template that need not be published. */
    public Preview preview(
            TemplateVersion template, Draft draft, DispatchKind kind, String language, Optional<Person> person) {
        return draftCheck.preview(
                template, draft, kind, language, person.map(Person::attributes).orElse(Map.of()));
    }

    public List<DeliveryRow> deliveries(
            MailingId id, DispatchKind kind, Optional<DeliveryState> state, int offset, int limit) {
        return dispatch(mailings.get(id), kind)
                .map(dispatch -> deliveries.of(dispatch, state, offset, limit))
                .orElse(List.of());
    }

    public List<DeliveryRow> latest(MailingId id, DispatchKind kind, int limit) {
        return dispatch(mailings.get(id), kind)
                .map(dispatch -> deliveries.latest(dispatch, limit))
                .orElse(List.of());
    }

    /** Everything Belay has handed over for an address. */
    public List<DeliveryRow> person(String address) {
        return deliveries.person(address);
    }

    private static Optional<DispatchId> dispatch(Mailing mailing, DispatchKind kind) {
        return switch (kind) {
            case NOTICE -> mailing.notice();
            case CORRECTION -> mailing.correction();
            case REMINDER, HEADS_UP -> Optional.empty();
        };
    }
}
