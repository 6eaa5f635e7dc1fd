package org.belay.mailing;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.belay.audience.Audience;
import org.belay.audience.person.Person;
import org.belay.audience.suppression.SuppressionList;
import org.belay.delivery.DeliveryCounts;
import org.belay.delivery.DeliveryState;
import org.belay.delivery.DeliverySummary;
import org.belay.delivery.Dispatch;
import org.belay.delivery.DispatchId;
import org.belay.delivery.DispatchKind;
import org.belay.delivery.DispatchState;
import org.belay.delivery.dispatch.Deliveries;
import org.belay.delivery.dispatch.DispatchProgress;
import org.belay.delivery.dispatch.Dispatches;
import org.belay.delivery.dispatch.FrozenDispatches;
import org.belay.delivery.relay.SendingForecast;
import org.belay.mailing.draft.DraftChecker;
import org.belay.mailing.model.Draft;
import org.belay.mailing.model.MailPreview;
import org.belay.mailing.model.Mailing;
import org.belay.mailing.model.MailingId;
import org.belay.mailing.model.MailingState;
import org.belay.mailing.model.MailingStatus;
import org.belay.mailing.model.TemplateUse;
import org.belay.mailing.model.VariantText;
import org.belay.mailing.store.MailingRow;
import org.belay.mailing.store.MailingStore;
import org.belay.template.MailVariant;
import org.belay.template.TemplateVersion;
import org.belay.template.versions.Templates;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Read access to mailings: their status, their texts, and the delivery to each person. Changes nothing. */
@Component
@Transactional(readOnly = true)
public class MailingReport {
    private static final Set<MailingState> BEFORE_START =
            EnumSet.of(MailingState.IN_REVIEW, MailingState.APPROVED, MailingState.SCHEDULED, MailingState.HELD);

    private final MailingStore store;
    private final Mailings mailings;
    private final Dispatches dispatches;
    private final FrozenDispatches frozen;
    private final DispatchProgress progress;
    private final Deliveries deliveries;
    private final Templates templates;
    private final DraftChecker draftCheck;
    private final SuppressionList suppressionList;

    MailingReport(
            MailingStore store,
            Mailings mailings,
            Dispatches dispatches,
            FrozenDispatches frozen,
            DispatchProgress progress,
            Deliveries deliveries,
            Templates templates,
            DraftChecker draftCheck,
            SuppressionList suppressionList) {
        this.store = store;
        this.mailings = mailings;
        this.dispatches = dispatches;
        this.frozen = frozen;
        this.progress = progress;
        this.deliveries = deliveries;
        this.templates = templates;
        this.draftCheck = draftCheck;
        this.suppressionList = suppressionList;
    }

    /** The status of a mailing, read from one database snapshot, so that its numbers are consistent while mails are sent. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public MailingStatus status(MailingId id) {
        Mailing mailing = mailings.get(id);
        if (mailing.notice().isEmpty()) {
            DeliveryCounts noneSent = new DeliveryCounts(Map.of(DeliveryState.PENDING, mailing.people()));
            return new MailingStatus(
                    mailing,
                    noneSent,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    0,
                    Optional.empty(),
                    0,
                    0,
                    0);
        }
        Dispatch notice = dispatches.get(mailing.notice().get());
        Optional<Dispatch> correction =
                mailing.correction().map(dispatches::get).filter(d -> d.state() != DispatchState.WAITING);
        Dispatch current = correction.orElse(notice);
        double perSecond = current.state() == DispatchState.SENDING ? progress.acceptedPerSecond(current.id()) : 0;
        DeliveryCounts counts = progress.counts(notice);
        Optional<DeliveryCounts> corrected = correction.map(progress::counts);
        return new MailingStatus(
                mailing,
                counts,
                Optional.of(notice.state()),
                current.why(),
                corrected,
                perSecond,
                toGo(notice, counts, perSecond),
                willBeLeftOut(mailing),
                notice.state() == DispatchState.STOPPED
                        ? progress.stopProgress(notice.id()).maySendStill()
                        : 0,
                corrected.orElse(counts).of(DeliveryState.REJECTED) > 0
                        ? progress.countPolicyRefusals(current.id())
                        : 0);
    }

    private long willBeLeftOut(Mailing mailing) {
        return BEFORE_START.contains(mailing.state())
                ? mailing.snapshot().map(suppressionList::countIn).orElse(0L)
                : 0;
    }

    /** Expected duration of notice and correction; empty once sending has started, and while the audience has no people. */
    public Optional<SendingForecast> forecast(MailingId id) {
        Mailing mailing = mailings.get(id);
        return mailing.startedAt().isEmpty() && mailing.people() > 0
                ? Optional.of(draftCheck.forecast(mailing.draft(), mailing.people()))
                : Optional.empty();
    }

    private static Optional<Duration> toGo(Dispatch notice, DeliveryCounts counts, double perSecond) {
        double speed = notice.pace() > 0 ? notice.pace() / 60.0 : perSecond;
        return notice.state() == DispatchState.SENDING && speed > 0
                ? Optional.of(Duration.ofSeconds(Math.round((counts.total() - counts.started()) / speed)))
                : Optional.empty();
    }

    /** All frozen variants, with default values in place of personal ones; empty for a draft. */
    public List<VariantText> variants(MailingId id, DispatchKind kind) {
        return dispatch(mailings.get(id), kind).map(this::variants).orElse(List.of());
    }

    /** The texts of the withdrawal that one person may order; empty for a draft. */
    public List<VariantText> preparedWithdrawal(MailingId id) {
        return store.find(id).flatMap(MailingRow::disregard).map(this::variants).orElse(List.of());
    }

    /** The texts of a frozen dispatch. */
    public List<VariantText> variants(DispatchId dispatch) {
        return frozen.variants(dispatch).stream()
                .map(variant -> VariantText.of(variant, Map.of()))
                .toList();
    }

    /** Mailings that use a template and have not ended, newest first: a change of the template may affect them. */
    public List<TemplateUse> openMailingsUsing(String template) {
        return store.openByTemplate(template).stream()
                .map(row -> new TemplateUse(
                        row.id(),
                        row.state(),
                        row.title(),
                        templates.version(row.templateVersion()).number(),
                        row.draft().filledFields()))
                .toList();
    }

    /** A draft as one person would read it, or with default values; a missing value is shown as a placeholder. */
    public MailPreview preview(Draft draft, DispatchKind kind, String language, Optional<Person> person) {
        return preview(templates.latest(draft.template()), draft, kind, language, person);
    }

    /** The variants of a template for an audience, each with its condition and number of people. */
    public List<MailVariant> texts(TemplateVersion template, Draft draft, DispatchKind kind, Audience audience) {
        return draftCheck.texts(template, draft, kind, audience);
    }

    /** A draft as one person would read it, with a template that may be unpublished. */
    public MailPreview preview(
            TemplateVersion template, Draft draft, DispatchKind kind, String language, Optional<Person> person) {
        return draftCheck.preview(
                template, draft, kind, language, person.map(Person::attributes).orElse(Map.of()));
    }

    public List<DeliverySummary> deliveries(
            MailingId id, DispatchKind kind, Optional<DeliveryState> state, int offset, int limit) {
        return dispatch(mailings.get(id), kind)
                .map(dispatch -> deliveries.of(dispatch, state, offset, limit))
                .orElse(List.of());
    }

    /** The most recently changed deliveries. */
    public List<DeliverySummary> latest(MailingId id, DispatchKind kind, int limit) {
        return dispatch(mailings.get(id), kind)
                .map(dispatch -> deliveries.latest(dispatch, limit))
                .orElse(List.of());
    }

    /** All deliveries to an address. */
    public List<DeliverySummary> deliveriesTo(String address) {
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
