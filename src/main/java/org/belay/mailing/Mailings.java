package org.belay.mailing;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.belay.access.RightsConfirmation;
import org.belay.access.Role;
import org.belay.access.User;
import org.belay.access.Users;
import org.belay.audience.Audience;
import org.belay.audience.AudienceSnapshot;
import org.belay.audience.Audiences;
import org.belay.audit.AuditLog;
import org.belay.audit.RefusalRecorder;
import org.belay.delivery.DispatchId;
import org.belay.delivery.DispatchKind;
import org.belay.delivery.dispatch.Dispatches;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.draft.DraftChecker;
import org.belay.mailing.draft.DraftCompiler;
import org.belay.mailing.draft.DraftLimits;
import org.belay.mailing.draft.ReaderView;
import org.belay.mailing.freeze.ApprovalDigest;
import org.belay.mailing.freeze.MailingFreezer;
import org.belay.mailing.model.Draft;
import org.belay.mailing.model.Mailing;
import org.belay.mailing.model.MailingId;
import org.belay.mailing.model.MailingReview;
import org.belay.mailing.model.MailingScheduled;
import org.belay.mailing.model.MailingState;
import org.belay.mailing.model.MailingUnscheduled;
import org.belay.mailing.store.MailingAssembler;
import org.belay.mailing.store.MailingStore;
import org.belay.mailing.store.MailingWriters;
import org.belay.mailing.store.MailingWriters.WriterRole;
import org.belay.mailing.store.StartTimes;
import org.belay.platform.ObjectNotFound;
import org.belay.platform.RequestRefused;
import org.belay.template.CompiledPart;
import org.belay.template.TemplateVersion;
import org.belay.template.versions.Templates;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Actions of people on mailings. Each action is one transaction that also writes the audit record. An action that is not possible throws
 * {@link RequestRefused}, whose message says why and what to do; nothing is changed then.
 */
@Component
@Transactional
public class Mailings {

    /** A mailing whose start was missed by more than this is HELD until a person decides. */
    static final Duration LATE = Duration.ofMinutes(30);

    private final MailingStore store;
    private final MailingAssembler lookup;
    private final MailingWriters writers;
    private final Users users;
    private final RightsConfirmation rights;
    private final RefusalRecorder refusals;
    private final ApprovalDigest approvalDigest;
    private final Templates templates;
    private final Audiences audiences;
    private final DraftCompiler wording;
    private final MailingFreezer freezing;
    private final DraftChecker draftCheck;
    private final Dispatches dispatches;
    private final AuditLog audit;
    private final ApplicationEventPublisher events;

    Mailings(
            MailingStore store,
            MailingAssembler lookup,
            MailingWriters writers,
            Users users,
            RightsConfirmation rights,
            RefusalRecorder refusals,
            ApprovalDigest approvalDigest,
            Templates templates,
            Audiences audiences,
            DraftCompiler wording,
            MailingFreezer freezing,
            DraftChecker draftCheck,
            Dispatches dispatches,
            AuditLog audit,
            ApplicationEventPublisher events) {
        this.store = store;
        this.lookup = lookup;
        this.writers = writers;
        this.users = users;
        this.rights = rights;
        this.refusals = refusals;
        this.approvalDigest = approvalDigest;
        this.templates = templates;
        this.audiences = audiences;
        this.wording = wording;
        this.freezing = freezing;
        this.draftCheck = draftCheck;
        this.dispatches = dispatches;
        this.audit = audit;
        this.events = events;
    }

    public Mailing create(Draft draft, User by) {
        require(by, Role.AUTHOR, "write a mailing");
        TemplateVersion template = latestTemplate(draft);
        DraftLimits.requireKnownFields(draft, template);
        MailingId id = store.insert(draft, template.id(), draftCheck.title(template, draft), by);
        noteWriters(id, template, by, WriterRole.WROTE);
        store.noteEditor(id, by);
        audit.record(
                by.address(), "create", id.toString(), Map.of("template", template.key() + " " + template.number()));
        return get(id);
    }

    /** Changes a draft, and moves it to the template's newest version. */
    public Mailing edit(MailingId id, Draft draft, User by) {
        require(by, Role.AUTHOR, "edit a mailing");
        TemplateVersion template = latestTemplate(draft);
        DraftLimits.requireKnownFields(draft, template);
        if (!store.edit(id, draft, template.id(), draftCheck.title(template, draft))) {
            throw refusal(
                    id,
                    "edited",
                    "Only a draft can be edited. Withdraw it from review, or ask the reviewer to return it.");
        }
        noteWriters(id, template, by, WriterRole.WROTE);
        store.noteEditor(id, by);
        audit.record(by.address(), "edit", id.toString(), Map.of("template", template.key() + " " + template.number()));
        return get(id);
    }

    /** Probes all links of a draft. Call it before {@link #submit}, which uses the results and must not wait for hosts while it holds a connection. */
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public void probeLinks(MailingId id) {
        check(id);
    }

    /** Runs all checks and probes links. Has no transaction, so that no database connection is held while hosts answer. */
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public List<CheckFinding> check(MailingId id) {
        MailingStore.MailingRow row = row(id);
        return draftCheck.findingsAfterLinkProbe(templates.version(row.templateVersion()), row.draft());
    }

    /** Runs all checks and probes links. Has no transaction, so that no database connection is held while hosts answer. */
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public List<CheckFinding> check(Draft draft) {
        return draftCheck.findingsAfterLinkProbe(latestTemplate(draft), draft);
    }

    /** The newest version of the draft's template. Checks the size of the draft first, before any other part of it is read. */
    TemplateVersion latestTemplate(Draft draft) {
        DraftLimits.requireWithin(draft);
        return templates.latest(draft.template());
    }

    /**
     * Freezes the people and every variant of notice and correction, for a reviewer to approve.
     *
     * @param answers answers to warnings, by the finding's id
     * @throws RequestRefused with each error, and each warning without an answer
     */
    public Mailing submit(MailingId id, Map<String, String> answers, User by) {
        require(by, Role.AUTHOR, "submit a mailing");
        MailingStore.MailingRow row = store.lock(id).orElseThrow(() -> notFound(id));
        TemplateVersion template = templates.version(row.templateVersion());
        // lock the audience before the checks, so that no import can change it before it is copied and its importer is
        // recorded
        audiences
                .byName(row.draft().audience())
                .ifPresent(audience -> writers.add(id, audiences.lockImporter(audience.id()), WriterRole.IMPORTED));
        noteWriters(id, template, by, WriterRole.SUBMITTED);
        draftCheck.requireSubmittable(id, template, row.draft(), answers);
        Audience audience = draftCheck.audience(row.draft());
        AudienceSnapshot snapshot = audiences.freeze(audience.id());
        List<String> splitBy = wording.splittingAttributes(template);
        var groups = draftCheck.groups(snapshot.id(), splitBy);
        CompiledPart notice = wording.compile(template, row.draft(), DispatchKind.NOTICE, groups, true);
        CompiledPart correction = wording.compile(template, row.draft(), DispatchKind.CORRECTION, groups, true);
        String title = ReaderView.withDefaults(notice.variants().get(0)).subject();
        DispatchId frozenNotice =
                freezing.freeze(row, DispatchKind.NOTICE, Optional.empty(), snapshot, splitBy, notice, title);
        DispatchId frozenCorrection = freezing.freeze(
                row, DispatchKind.CORRECTION, Optional.of(frozenNotice), snapshot, splitBy, correction, title);
        if (!store.submit(id, snapshot.id(), frozenNotice, frozenCorrection, title, answers)) {
            throw refusal(id, "submitted", "Only a draft can be submitted.");
        }
        audit.record(by.address(), "submit", id.toString(), Map.of("people", Long.toString(snapshot.people())));
        return get(id);
    }

    /**
     * Approves exactly what was frozen.
     *
     * @param people number of people that the approver expects
     * @param digest digest of what the approver was shown ({@link MailingReview#digest}), so that a page that was opened before the mailing was
     *     returned and submitted again cannot approve it
     */
    public Mailing approve(MailingId id, long people, String digest, User by) {
        try {
            return consent(id, people, digest, by);
        } catch (RequestRefused refused) {
            refusals.recordKnown(by.address(), "approve-refused", id.toString(), refused.getMessage());
            throw refused;
        }
    }

    private Mailing consent(MailingId id, long people, String digest, User by) {
        require(by, Role.APPROVER, "approve a mailing");
        MailingStore.MailingRow row = store.lock(id).orElseThrow(() -> notFound(id));
        if (row.state() != MailingState.IN_REVIEW) {
            throw refusal(id, "approved", "Only a mailing in review can be approved.");
        }
        whyMayNotApprove(id, by).ifPresent(why -> {
            throw new RequestRefused(id + " was not approved: " + why);
        });
        String now = approvalDigest.of(row);
        if (!matches(digest, now)) {
            throw new RequestRefused(
                    "%s was not approved: what you were shown (digest %s) is not what is in review now. The mailing was changed and submitted again after you opened it, or Belay's settings changed. Review it again."
                            .formatted(id, abbreviated(digest)));
        }
        if (isPast(row)) {
            throw new RequestRefused(
                    "%s was not approved: its start, %s, is in the past. Set a new time first; it is then reviewed again."
                            .formatted(id, row.draft().sendAt().orElseThrow()));
        }
        AudienceSnapshot snapshot = audiences.snapshot(row.snapshot().orElseThrow());
        if (people != snapshot.people()) {
            throw new RequestRefused(
                    "%s was not approved: it goes to %,d people, but you typed %,d. Check the audience, then type its number of people."
                            .formatted(id, snapshot.people(), people));
        }
        store.approve(id, by, people, now, ApprovalDigest.FORMAT);
        audit.record(by.address(), "approve", id.toString(), Map.of("people", Long.toString(people), "sha256", now));
        return get(id);
    }

    /** Whether the mailing is in review and this is its digest. */
    @Transactional(readOnly = true)
    public boolean isInReview(MailingId id, String digest) {
        MailingStore.MailingRow row = row(id);
        return row.state() == MailingState.IN_REVIEW && matches(digest, approvalDigest.of(row));
    }

    private static boolean matches(String typed, String digest) {
        return digest.equals(typed.strip().toLowerCase(Locale.ROOT));
    }

    /** Why this approver may not approve this mailing, worded to follow "was not approved:"; empty if they may. */
    @Transactional(readOnly = true)
    public Optional<String> whyMayNotApprove(MailingId id, User by) {
        return writers.whyMayNotApprove(id, by)
                .or(() -> rights.pendingRights(by.id()).map(waiting -> waiting.explanation(by)));
    }

    boolean isWriter(MailingId id, User by) {
        return writers.isWriter(id, by);
    }

    private static String abbreviated(String digest) {
        String hex = digest.strip().replaceAll("[^0-9A-Fa-f]", "?");
        return hex.length() <= 16 ? hex : hex.substring(0, 16) + "…";
    }

    /** Records a writer of a mailing, and the publisher of its template, whose texts the mailing contains. */
    void noteWriters(MailingId id, TemplateVersion template, User by, WriterRole part) {
        writers.add(id, by.id(), part);
        users.byAddress(templates.history(template).by())
                .ifPresent(publisher -> writers.add(id, publisher.id(), WriterRole.PUBLISHED));
    }

    /** Returns a mailing from review to its author, with a reason. */
    public Mailing returnToAuthor(MailingId id, String reason, User by) {
        if (!by.is(Role.APPROVER) && !by.is(Role.AUTHOR)) {
            require(by, Role.APPROVER, "return a mailing");
        }
        if (reason.isBlank()) {
            throw new RequestRefused(id + " was not returned: say in one line what the author should change.");
        }
        discardFrozen(id, "returned");
        store.noteReturn(id, by, reason.strip());
        events.publishEvent(new MailingUnscheduled(id));
        audit.record(by.address(), "return", id.toString(), Map.of("reason", reason.strip()));
        return get(id);
    }

    /**
     * Schedules an approved mailing for its time, or for now if it has none.
     *
     * @throws RequestRefused if its time is in the past; it is never sent at once instead
     */
    public Mailing schedule(MailingId id, User by) {
        if (!by.is(Role.APPROVER)) {
            require(by, Role.AUTHOR, "schedule a mailing");
        }
        MailingStore.MailingRow row = store.lock(id).orElseThrow(() -> notFound(id));
        Instant now = store.databaseTime();
        Instant at = row.draft().sendAt().map(ZonedDateTime::toInstant).orElse(now);
        if (row.state() != MailingState.APPROVED) {
            throw refusal(id, "scheduled", "Only an approved mailing can be scheduled.");
        }
        if (at.isBefore(now)) {
            throw new RequestRefused(
                    "%s was not scheduled and nothing was sent: its start, %s, is in the past. Set a new time; it then needs approval again."
                            .formatted(id, row.draft().sendAt().orElseThrow()));
        }
        store.schedule(id, at, StartTimes.zoneRulesVersion());
        events.publishEvent(new MailingScheduled(id, at));
        audit.record(by.address(), "schedule", id.toString(), Map.of("at", at.toString()));
        return get(id);
    }

    /** Sets another time. The approval was for the old time, so the mailing goes back into review, otherwise unchanged. */
    public Mailing reschedule(MailingId id, ZonedDateTime at, User by) {
        require(by, Role.AUTHOR, "reschedule a mailing");
        if (!at.toInstant().isAfter(store.databaseTime())) {
            throw new RequestRefused(id + " was not rescheduled: " + at + " is in the past.");
        }
        MailingStore.MailingRow row = store.lock(id).orElseThrow(() -> notFound(id));
        if (row.state() == MailingState.DRAFT) {
            throw refusal(id, "rescheduled", "To change the time of a draft, edit it.");
        }
        discardFrozen(id, "rescheduled");
        Draft draft = row.draft().withSendAt(at);
        store.edit(id, draft, row.templateVersion(), row.title());
        writers.add(id, by.id(), WriterRole.RESCHEDULED);
        audit.record(by.address(), "reschedule", id.toString(), Map.of("at", at.toString()));
        Mailing submitted = submit(id, row.answers(), by);
        events.publishEvent(new MailingUnscheduled(
                id)); // last, because it locks all triggers, and freezing 100,000 people takes time
        return submitted;
    }

    void publishUnscheduled(MailingId id) {
        events.publishEvent(new MailingUnscheduled(id));
    }

    void discardFrozen(MailingId id, String act) {
        if (!store.backToDraft(id)) {
            throw refusal(id, act, "A mailing that has started cannot be changed. Stop it, or take it back.");
        }
        dispatches.discard(id.value());
    }

    /** Ends a mailing of which nothing has been sent. */
    public Mailing cancel(MailingId id, User by) {
        if (!by.is(Role.APPROVER)) {
            require(by, Role.AUTHOR, "cancel a mailing");
        }
        if (!store.cancel(id)) {
            throw refusal(id, "cancelled", "A mailing that has started can only be stopped or taken back.");
        }
        events.publishEvent(new MailingUnscheduled(id));
        audit.record(by.address(), "cancel", id.toString(), Map.of());
        return get(id);
    }

    /** Stops sending at once, by any author or approver. The mailing can be resumed or taken back. */
    public Mailing stop(MailingId id, User by) {
        if (!by.is(Role.APPROVER)) {
            require(by, Role.AUTHOR, "stop a mailing");
        }
        MailingStore.MailingRow row = row(id);
        if (row.state() != MailingState.SENDING || !dispatches.stop(row.notice().orElseThrow())) {
            throw refusal(id, "stopped", "Only a mailing that is being sent can be stopped.");
        }
        store.stop(id); // after the dispatch, as everywhere else: another lock order could deadlock
        audit.record(by.address(), "stop", id.toString(), Map.of());
        return get(id);
    }

    /**
     * Resumes a mailing after a stop or a pause, or its paused correction. The people that the relay refused for a reason about the
     * sender are tried again, also when all other deliveries are done.
     */
    public Mailing resume(MailingId id, User by) {
        requireMayStop(id, by, "resumed");
        MailingStore.MailingRow row = row(id);
        if (row.notice().filter(dispatches::isTakenBack).isPresent()
                && dispatches.resume(row.correction().orElseThrow())) {
            audit.record(by.address(), "resume", id.toString(), Map.of("dispatch", "correction"));
            return get(id);
        }
        boolean resumable = Set.of(MailingState.STOPPED, MailingState.SENDING, MailingState.SENT)
                .contains(row.state());
        if (!resumable || !dispatches.resume(row.notice().orElseThrow())) {
            throw refusal(id, "resumed", "Only a stopped or paused mailing can be resumed.");
        }
        store.resume(id);
        audit.record(by.address(), "resume", id.toString(), Map.of());
        return get(id);
    }

    /** Each writer and each approver may resume and take back a mailing alone, so that a correction needs only one person. */
    @Transactional(readOnly = true)
    public boolean mayTakeBack(MailingId id, User by) {
        return by.is(Role.APPROVER) || by.is(Role.AUTHOR) && writers.isWriter(id, by);
    }

    /** @throws RequestRefused if the person is neither one of its writers nor an approver */
    @Transactional(readOnly = true)
    public void requireMayTakeBack(MailingId id, User by) {
        requireMayStop(id, by, "taken back");
    }

    /** Records that its notice was taken back: a mailing that was SENDING is now STOPPED. */
    public void stopForCorrection(MailingId id) {
        store.stop(id);
    }

    @Transactional(readOnly = true)
    public Mailing get(MailingId id) {
        return lookup.assemble(row(id));
    }

    /** The latest 500 mailings, newest first. */
    @Transactional(readOnly = true)
    public List<Mailing> list() {
        return store.list().stream().map(lookup::assemble).toList();
    }

    /** All mailings that are SENDING or STOPPED. */
    @Transactional(readOnly = true)
    public List<MailingId> sendingOrStopped() {
        return store.sendingOrStopped();
    }

    /** Compares with the database's clock, like every decision about a start. */
    private boolean isPast(MailingStore.MailingRow row) {
        return row.draft()
                .sendAt()
                .filter(at -> at.toInstant().isBefore(store.databaseTime()))
                .isPresent();
    }

    private MailingStore.MailingRow row(MailingId id) {
        return store.find(id).orElseThrow(() -> notFound(id));
    }

    private RequestRefused refusal(MailingId id, String act, String what) {
        String state = row(id).state().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        return new RequestRefused("%s was not %s: it is %s. %s".formatted(id, act, state, what));
    }

    static ObjectNotFound notFound(MailingId id) {
        return new ObjectNotFound("There is no mailing " + id + ".");
    }

    static void require(User by, Role role, String act) {
        if (!by.is(role)) {
            throw new RequestRefused("Only an %2$s can %1$s. You are not one."
                    .formatted(act, role.name().toLowerCase(java.util.Locale.ROOT)));
        }
    }

    private void requireMayStop(MailingId id, User by, String act) {
        if (!mayTakeBack(id, by)) {
            throw new RequestRefused("%s was not %s: only its writers and approvers can do this.".formatted(id, act));
        }
    }
}
