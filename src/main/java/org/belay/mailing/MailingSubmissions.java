package org.belay.mailing;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.belay.access.Role;
import org.belay.access.User;
import org.belay.audience.Audience;
import org.belay.audience.AudienceSnapshot;
import org.belay.audience.Audiences;
import org.belay.audit.AuditLog;
import org.belay.delivery.DispatchId;
import org.belay.delivery.DispatchKind;
import org.belay.delivery.dispatch.Dispatches;
import org.belay.mailing.draft.DraftChecker;
import org.belay.mailing.draft.DraftCompiler;
import org.belay.mailing.draft.ReaderView;
import org.belay.mailing.freeze.MailingFreezer;
import org.belay.mailing.model.Draft;
import org.belay.mailing.model.Mailing;
import org.belay.mailing.model.MailingId;
import org.belay.mailing.model.MailingState;
import org.belay.mailing.model.MailingUnscheduled;
import org.belay.mailing.store.ApprovalStore;
import org.belay.mailing.store.MailingRow;
import org.belay.mailing.store.MailingStates;
import org.belay.mailing.store.MailingStore;
import org.belay.mailing.store.MailingWriters;
import org.belay.mailing.store.MailingWriters.WriterRole;
import org.belay.platform.RequestRefused;
import org.belay.template.CompiledPart;
import org.belay.template.TemplateVersion;
import org.belay.template.versions.Templates;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Submits mailings for review, and takes them out of it again. A submission freezes the people and the messages; a return, a withdrawal or a
 * new time discards them with the approval. Each act is one transaction that also writes the audit record.
 */
@Component
@Transactional
public class MailingSubmissions {

    private final MailingStore store;
    private final MailingStates states;
    private final ApprovalStore approvals;
    private final MailingGuard guard;
    private final Mailings mailings;
    private final MailingWriters writers;
    private final Templates templates;
    private final Audiences audiences;
    private final DraftCompiler wording;
    private final MailingFreezer freezing;
    private final DraftChecker draftCheck;
    private final SubmissionGuard limits;
    private final Dispatches dispatches;
    private final AuditLog audit;
    private final ApplicationEventPublisher events;

    MailingSubmissions(
            MailingStore store,
            MailingStates states,
            ApprovalStore approvals,
            MailingGuard guard,
            Mailings mailings,
            MailingWriters writers,
            Templates templates,
            Audiences audiences,
            DraftCompiler wording,
            MailingFreezer freezing,
            DraftChecker draftCheck,
            SubmissionGuard limits,
            Dispatches dispatches,
            AuditLog audit,
            ApplicationEventPublisher events) {
        this.store = store;
        this.states = states;
        this.approvals = approvals;
        this.guard = guard;
        this.mailings = mailings;
        this.writers = writers;
        this.templates = templates;
        this.audiences = audiences;
        this.wording = wording;
        this.freezing = freezing;
        this.draftCheck = draftCheck;
        this.limits = limits;
        this.dispatches = dispatches;
        this.audit = audit;
        this.events = events;
    }

    /**
     * Freezes the people and every variant of notice and correction, for a reviewer to approve.
     *
     * @param answers answers to warnings, by the finding's id
     * @throws RequestRefused with each error, and each warning without an answer
     */
    public Mailing submit(MailingId id, Map<String, String> answers, User by) {
        MailingGuard.require(by, Role.AUTHOR, "submit a mailing");
        MailingRow row = guard.lock(id);
        TemplateVersion template = templates.version(row.templateVersion());
        // lock the audience before the checks, so that no import can change it before it is copied and its importer is
        // recorded
        audiences
                .byName(row.draft().audience())
                .ifPresent(audience -> audiences
                        .lockImporters(audience.id())
                        .forEach(user -> writers.add(id, user, WriterRole.IMPORTED)));
        writers.add(id, template, by, WriterRole.SUBMITTED);
        draftCheck.requireSubmittable(id, template, row.draft(), answers);
        Audience audience = draftCheck.audience(row.draft());
        audience.team().ifPresent(team -> store.setTeam(id, team)); // it may have been moved since the last save
        AudienceSnapshot snapshot = audiences.freeze(audience.id());
        limits.requireWithinLimits(id, snapshot, by);
        List<String> splitBy = wording.splittingAttributes(template);
        var groups = draftCheck.groups(snapshot.id(), splitBy);
        CompiledPart notice = wording.compile(template, row.draft(), DispatchKind.NOTICE, groups, true);
        CompiledPart correction = wording.compile(template, row.draft(), DispatchKind.CORRECTION, groups, true);
        String title = ReaderView.withDefaults(notice.variants().get(0)).subject();
        DispatchId frozenNotice =
                freezing.freeze(row, DispatchKind.NOTICE, Optional.empty(), snapshot, splitBy, notice, title);
        DispatchId frozenCorrection = freezing.freeze(
                row, DispatchKind.CORRECTION, Optional.of(frozenNotice), snapshot, splitBy, correction, title);
        if (!states.submit(id, snapshot.id(), frozenNotice, frozenCorrection, title, answers)) {
            throw guard.refusal(id, "submitted", "Only a draft can be submitted.");
        }
        limits.recordAllStaff(id, snapshot);
        audit.record(by.address(), "submit", id.toString(), Map.of("people", Long.toString(snapshot.people())));
        return mailings.get(id);
    }

    /** Returns a mailing from review to its author, with a reason. */
    public Mailing returnToAuthor(MailingId id, String reason, User by) {
        if (!by.is(Role.APPROVER) && !by.is(Role.AUTHOR)) {
            MailingGuard.require(by, Role.APPROVER, "return a mailing");
        }
        if (reason.isBlank()) {
            throw new RequestRefused(id + " was not returned: say in one line what the author should change.");
        }
        discardFrozen(id, "returned");
        states.noteReturn(id, by, reason.strip());
        events.publishEvent(new MailingUnscheduled(id));
        audit.record(by.address(), "return", id.toString(), Map.of("reason", reason.strip()));
        return mailings.get(id);
    }

    /** Makes a submitted mailing that has not started a draft again, so that its writers can change it. Discards the frozen messages and the approval. */
    public Mailing withdraw(MailingId id, User by) {
        guard.lock(id);
        if (!mayWithdraw(id, by)) {
            throw new RequestRefused(
                    id + " was not withdrawn: only its writers can withdraw it. A reviewer can return it with a"
                            + " reason.");
        }
        discardFrozen(id, "withdrawn");
        audit.record(by.address(), "withdraw", id.toString(), Map.of());
        events.publishEvent(new MailingUnscheduled(id));
        return mailings.get(id);
    }

    /** Whether the person is an author and wrote a part of the mailing. */
    @Transactional(readOnly = true)
    public boolean mayWithdraw(MailingId id, User by) {
        return by.is(Role.AUTHOR) && writers.isWriter(id, by);
    }

    /** Sets another time. The approval was for the old time, so the mailing goes back into review, otherwise unchanged. */
    public Mailing reschedule(MailingId id, ZonedDateTime at, User by) {
        MailingGuard.require(by, Role.AUTHOR, "reschedule a mailing");
        if (!at.toInstant().isAfter(states.databaseTime())) {
            throw new RequestRefused(id + " was not rescheduled: " + at + " is in the past.");
        }
        MailingRow row = guard.lock(id);
        if (row.state() == MailingState.DRAFT) {
            throw guard.refusal(id, "rescheduled", "To change the time of a draft, edit it.");
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

    private void discardFrozen(MailingId id, String act) {
        if (!states.backToDraft(id)) {
            throw guard.refusal(id, act, "A mailing that has started cannot be changed. Stop it, or take it back.");
        }
        approvals.removeAll(id);
        dispatches.discard(id.value());
    }
}
