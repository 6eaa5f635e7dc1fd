package org.belay.mailing;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.belay.access.ConfirmedRights;
import org.belay.access.Role;
import org.belay.access.User;
import org.belay.access.Users;
import org.belay.audience.Audience;
import org.belay.audience.Audiences;
import org.belay.audience.Snapshot;
import org.belay.audit.Audit;
import org.belay.audit.RefusedActs;
import org.belay.delivery.DispatchId;
import org.belay.delivery.DispatchKind;
import org.belay.delivery.Dispatches;
import org.belay.mailing.Writers.Part;
import org.belay.platform.NotFound;
import org.belay.platform.Refused;
import org.belay.template.Compiled;
import org.belay.template.TemplateVersion;
import org.belay.template.Templates;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What people decide about mailings. Every decision is one transaction with its row in the audit record; whoever asks for what is not
 * possible gets a {@link Refused} that says why and what to do, and nothing has changed.
 */
@Component
@Transactional
public class Mailings {

    /** A start that was missed by more is HELD for a person (DESIGN 4). */
    static final Duration LATE = Duration.ofMinutes(30);

    private final MailingStore store;
    private final MailingLookup lookup;
    private final Writers writers;
    private final Users users;
    private final ConfirmedRights rights;
    private final RefusedActs refusals;
    private final ApprovalDigest approvalDigest;
    private final Templates templates;
    private final Audiences audiences;
    private final Wording wording;
    private final Freezing freezing;
    private final DraftCheck draftCheck;
    private final Dispatches dispatches;
    private final Audit audit;
    private final ApplicationEventPublisher events;

    Mailings(
            MailingStore store,
            MailingLookup lookup,
            Writers writers,
            Users users,
            ConfirmedRights rights,
            RefusedActs refusals,
            ApprovalDigest approvalDigest,
            Templates templates,
            Audiences audiences,
            Wording wording,
            Freezing freezing,
            DraftCheck draftCheck,
            Dispatches dispatches,
            Audit audit,
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
        TemplateVersion template = templateOf(draft);
        DraftLimits.mustKnow(draft, template);
        MailingId id = store.insert(draft, template.id(), draftCheck.title(template, draft), by);
        noteWriters(id, template, by, Part.WROTE);
        store.lastEdited(id, by);
        audit.record(
                by.address(), "create", id.toString(), Map.of("template", template.key() + " " + template.number()));
        return get(id);
    }

    /** Changes a draft; it takes the template's newest version. */
    public Mailing edit(MailingId id, Draft draft, User by) {
        require(by, Role.AUTHOR, "edit a mailing");
        TemplateVersion template = templateOf(draft);
        DraftLimits.mustKnow(draft, template);
        if (!store.edit(id, draft, template.id(), draftCheck.title(template, draft))) {
            throw not(
                    id,
                    "edited",
                    "Only a draft can be edited. Withdraw it from review, or ask the reviewer to return it.");
        }
        noteWriters(id, template, by, Part.WROTE);
        store.lastEdited(id, by);
        audit.record(by.address(), "edit", id.toString(), Map.of("template", template.key() + " " + template.number()));
        return get(id);
    }

    /** Before {@link #submit}, which knows the answers then and asks nothing while it holds a connection. */
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public void askLinks(MailingId id) {
        check(id);
    }

    /** Without a transaction: links are asked, which must hold no connection. */
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public List<Finding> check(MailingId id) {
        MailingStore.Row row = row(id);
        return draftCheck.askedFindings(templates.version(row.templateVersion()), row.draft());
    }

    /** Without a transaction: links are asked, which must hold no connection. */
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public List<Finding> check(Draft draft) {
        return draftCheck.askedFindings(templateOf(draft), draft);
    }

    /** The newest version. Nothing of a draft is looked at before it is known to be of a reasonable size. */
    TemplateVersion templateOf(Draft draft) {
        DraftLimits.check(draft);
        return templates.latest(draft.template());
    }

    /**
     * Freezes the people and every text of notice and correction, for somebody else to review.
     *
     * @param answers to warnings, by the finding's id
     * @throws Refused naming each check that stands in the way
     */
    public Mailing submit(MailingId id, Map<String, String> answers, User by) {
        require(by, Role.AUTHOR, "submit a mailing");
        MailingStore.Row row = store.lock(id).orElseThrow(() -> missing(id));
        TemplateVersion template = templates.version(row.templateVersion());
        // locked before the checks: no other people can be imported between a check, the copy and the note of who
        // imported
        audiences
                .byName(row.draft().audience())
                .ifPresent(named -> writers.note(id, audiences.lockImporter(named.id()), Part.IMPORTED));
        noteWriters(id, template, by, Part.SUBMITTED);
        draftCheck.refuseUnlessGood(id, template, row.draft(), answers);
        Audience audience = draftCheck.audience(row.draft());
        Snapshot snapshot = audiences.freeze(audience.id());
        List<String> splitBy = wording.splittingAttributes(template);
        var groups = draftCheck.groups(snapshot.id(), splitBy);
        Compiled notice = wording.compile(template, row.draft(), DispatchKind.NOTICE, groups, true);
        Compiled correction = wording.compile(template, row.draft(), DispatchKind.CORRECTION, groups, true);
        String title = ReaderView.ofStranger(notice.variants().get(0)).subject();
        DispatchId frozenNotice =
                freezing.freeze(row, DispatchKind.NOTICE, Optional.empty(), snapshot, splitBy, notice, title);
        DispatchId frozenCorrection = freezing.freeze(
                row, DispatchKind.CORRECTION, Optional.of(frozenNotice), snapshot, splitBy, correction, title);
        if (!store.submit(id, snapshot.id(), frozenNotice, frozenCorrection, title, answers)) {
            throw not(id, "submitted", "Only a draft can be submitted.");
        }
        audit.record(by.address(), "submit", id.toString(), Map.of("people", Long.toString(snapshot.people())));
        return get(id);
    }

    /**
     * Consents to exactly what was frozen.
     *
     * @param people the head-count as the approver expects it
     * @param digest of what the approver was shown ({@link Review#digest}): a page that was open while the mailing was returned and
     *     submitted anew consents to nothing
     */
    public Mailing approve(MailingId id, long people, String digest, User by) {
        try {
            return consent(id, people, digest, by);
        } catch (Refused refused) {
            refusals.known(by.address(), "approve-refused", id.toString(), refused.getMessage());
            throw refused;
        }
    }

    private Mailing consent(MailingId id, long people, String digest, User by) {
        require(by, Role.APPROVER, "approve a mailing");
        MailingStore.Row row = store.lock(id).orElseThrow(() -> missing(id));
        if (row.state() != MailingState.IN_REVIEW) {
            throw not(id, "approved", "Only a mailing in review can be approved.");
        }
        whyNotApproved(id, by).ifPresent(why -> {
            throw new Refused(id + " was not approved: " + why);
        });
        String now = approvalDigest.of(row);
        if (!names(digest, now)) {
            throw new Refused(
                    "%s was not approved: what you were shown (digest %s) is not what is in review now. It was changed and submitted anew after you opened it, or Belay's settings were. Read it again."
                            .formatted(id, shortly(digest)));
        }
        if (isPast(row)) {
            throw new Refused(
                    "%s was not approved: its time, %s, is past. Give it a new time first; it is then reviewed again."
                            .formatted(id, row.draft().sendAt().orElseThrow()));
        }
        Snapshot snapshot = audiences.snapshot(row.snapshot().orElseThrow());
        if (people != snapshot.people()) {
            throw new Refused(
                    "%s was not approved: it goes to %,d people, and you typed %,d. Look at the audience, then type its head-count."
                            .formatted(id, snapshot.people(), people));
        }
        store.approve(id, by, people, now, ApprovalDigest.FORMAT);
        audit.record(by.address(), "approve", id.toString(), Map.of("people", Long.toString(people), "sha256", now));
        return get(id);
    }

    /** Whether this digest is that of what is in review now. */
    @Transactional(readOnly = true)
    public boolean isInReview(MailingId id, String digest) {
        MailingStore.Row row = row(id);
        return row.state() == MailingState.IN_REVIEW && names(digest, approvalDigest.of(row));
    }

    private static boolean names(String typed, String digest) {
        return digest.equals(typed.strip().toLowerCase(Locale.ROOT));
    }

    /** Why this person, who may approve mailings, may not approve this one; empty where nothing is in the way. */
    @Transactional(readOnly = true)
    public Optional<String> whyNotApproved(MailingId id, User by) {
        return writers.whyNotApproved(id, by).or(() -> rights.waiting(by.id()).map(waiting -> waiting.inWords(by)));
    }

    boolean wrote(MailingId id, User by) {
        return writers.isOne(id, by);
    }

    private static String shortly(String digest) {
        String hex = digest.strip().replaceAll("[^0-9A-Fa-f]", "?");
        return hex.length() <= 16 ? hex : hex.substring(0, 16) + "…";
    }

    /** Who published the words that a draft takes from its template is one of its writers. */
    void noteWriters(MailingId id, TemplateVersion template, User by, Part part) {
        writers.note(id, by.id(), part);
        users.byAddress(templates.history(template).by())
                .ifPresent(publisher -> writers.note(id, publisher.id(), Part.PUBLISHED));
    }

    /** Returns a mailing to its author with a reason. */
    public Mailing sendBack(MailingId id, String reason, User by) {
        if (!by.is(Role.APPROVER) && !by.is(Role.AUTHOR)) {
            require(by, Role.APPROVER, "return a mailing");
        }
        if (reason.isBlank()) {
            throw new Refused(id + " was not returned: say in a line what its author should change.");
        }
        thaw(id, "returned");
        store.returned(id, by, reason.strip());
        events.publishEvent(new MailingUnscheduled(id));
        audit.record(by.address(), "return", id.toString(), Map.of("reason", reason.strip()));
        return get(id);
    }

    /**
     * Lets an approved mailing start at its time, or now where it has none.
     *
     * @throws Refused when its time is already past: it is never sent at once by surprise
     */
    public Mailing schedule(MailingId id, User by) {
        if (!by.is(Role.APPROVER)) {
            require(by, Role.AUTHOR, "schedule a mailing");
        }
        MailingStore.Row row = store.lock(id).orElseThrow(() -> missing(id));
        Instant now = store.now();
        Instant at = row.draft().sendAt().map(ZonedDateTime::toInstant).orElse(now);
        if (row.state() != MailingState.APPROVED) {
            throw not(id, "scheduled", "Only an approved mailing can be scheduled.");
        }
        if (at.isBefore(now)) {
            throw new Refused(
                    "%s was not scheduled and nothing was sent: its time, %s, is past. Give it a new time; it then needs approval again."
                            .formatted(id, row.draft().sendAt().orElseThrow()));
        }
        store.schedule(id, at, ZoneRules.edition());
        events.publishEvent(new MailingScheduled(id, at));
        audit.record(by.address(), "schedule", id.toString(), Map.of("at", at.toString()));
        return get(id);
    }

    /** Gives it another time. The approval was for the old one, so it goes back into review with everything else unchanged. */
    public Mailing reschedule(MailingId id, ZonedDateTime at, User by) {
        require(by, Role.AUTHOR, "reschedule a mailing");
        if (!at.toInstant().isAfter(store.now())) {
            throw new Refused(id + " was not rescheduled: " + at + " is past.");
        }
        MailingStore.Row row = store.lock(id).orElseThrow(() -> missing(id));
        if (row.state() == MailingState.DRAFT) {
            throw not(id, "rescheduled", "A draft's time is changed by editing it.");
        }
        thaw(id, "rescheduled");
        Draft draft = row.draft().at(at);
        store.edit(id, draft, row.templateVersion(), row.title());
        writers.note(id, by.id(), Part.RESCHEDULED);
        audit.record(by.address(), "reschedule", id.toString(), Map.of("at", at.toString()));
        Mailing submitted = submit(id, row.answers(), by);
        events.publishEvent(
                new MailingUnscheduled(id)); // last: it locks all triggers, and freezing 100,000 people takes a while
        return submitted;
    }

    void unscheduled(MailingId id) {
        events.publishEvent(new MailingUnscheduled(id));
    }

    void thaw(MailingId id, String act) {
        if (!store.backToDraft(id)) {
            throw not(id, act, "What has started cannot be changed. Stop it, or take it back.");
        }
        dispatches.discard(id.value());
    }

    /** Ends a mailing of which nothing has left. */
    public Mailing cancel(MailingId id, User by) {
        if (!by.is(Role.APPROVER)) {
            require(by, Role.AUTHOR, "cancel a mailing");
        }
        if (!store.cancel(id)) {
            throw not(id, "cancelled", "What has started can only be stopped, or taken back.");
        }
        events.publishEvent(new MailingUnscheduled(id));
        audit.record(by.address(), "cancel", id.toString(), Map.of());
        return get(id);
    }

    /** Stops on the spot. It can go on again, or be taken back. */
    public Mailing stop(MailingId id, User by) {
        requireHand(id, by, "stopped");
        MailingStore.Row row = row(id);
        if (row.state() != MailingState.SENDING || !dispatches.stop(row.notice().orElseThrow())) {
            throw not(id, "stopped", "Only a mailing that is going out can be stopped.");
        }
        store.stop(id); // after the dispatch, as everywhere: two orders of locking would wait for each other
        audit.record(by.address(), "stop", id.toString(), Map.of());
        return get(id);
    }

    /**
     * Goes on after a stop, or after Belay has paused it; a paused correction too. Whom the relay refused for what was about us is sent to
     * again, also where all the others have it.
     */
    public Mailing resume(MailingId id, User by) {
        requireHand(id, by, "resumed");
        MailingStore.Row row = row(id);
        if (row.notice().filter(dispatches::takenBack).isPresent()
                && dispatches.resume(row.correction().orElseThrow())) {
            audit.record(by.address(), "resume", id.toString(), Map.of("dispatch", "correction"));
            return get(id);
        }
        boolean goesOn = Set.of(MailingState.STOPPED, MailingState.SENDING, MailingState.SENT)
                .contains(row.state());
        if (!goesOn || !dispatches.resume(row.notice().orElseThrow())) {
            throw not(id, "resumed", "Only a stopped or paused mailing can go on.");
        }
        store.resume(id);
        audit.record(by.address(), "resume", id.toString(), Map.of());
        return get(id);
    }

    /** @throws Refused when the person neither wrote a part of it nor is an approver */
    @Transactional(readOnly = true)
    public void requireMayTakeBack(MailingId id, User by) {
        requireHand(id, by, "taken back");
    }

    /** Its notice has been taken back: what was going out is stopped. */
    public void takenBack(MailingId id) {
        store.stop(id);
    }

    @Transactional(readOnly = true)
    public Mailing get(MailingId id) {
        return lookup.mailing(row(id));
    }

    /** The newest first. */
    @Transactional(readOnly = true)
    public List<Mailing> list() {
        return store.list().stream().map(lookup::mailing).toList();
    }

    /** Those that go out or were stopped. */
    @Transactional(readOnly = true)
    public List<MailingId> underWay() {
        return store.underWay();
    }

    /** By the database's clock, as everything about a start. */
    private boolean isPast(MailingStore.Row row) {
        return row.draft()
                .sendAt()
                .filter(at -> at.toInstant().isBefore(store.now()))
                .isPresent();
    }

    private MailingStore.Row row(MailingId id) {
        return store.find(id).orElseThrow(() -> missing(id));
    }

    private Refused not(MailingId id, String act, String what) {
        String state = row(id).state().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        return new Refused("%s was not %s: it is %s. %s".formatted(id, act, state, what));
    }

    static NotFound missing(MailingId id) {
        return new NotFound("There is no mailing " + id + ".");
    }

    static void require(User by, Role role, String act) {
        if (!by.is(role)) {
            throw new Refused("To %s, somebody must be an %s. You are not."
                    .formatted(act, role.name().toLowerCase(java.util.Locale.ROOT)));
        }
    }

    /** Whoever wrote a part of it, and any approver, may stop it and take it back alone: one person is enough to correct. */
    private void requireHand(MailingId id, User by, String act) {
        if (!by.is(Role.APPROVER) && !(by.is(Role.AUTHOR) && writers.isOne(id, by))) {
            throw new Refused("%s was not %s: that is for those who wrote it and for approvers.".formatted(id, act));
        }
    }
}
