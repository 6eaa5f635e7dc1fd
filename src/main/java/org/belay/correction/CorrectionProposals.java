package org.belay.correction;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.belay.access.Role;
import org.belay.access.User;
import org.belay.audit.AuditLog;
import org.belay.correction.ProposalStore.ValidValues;
import org.belay.correction.wording.CorrectionTemplate;
import org.belay.delivery.CorrectionKind;
import org.belay.delivery.DispatchId;
import org.belay.mailing.CorrectionFreezer;
import org.belay.mailing.Mailings;
import org.belay.mailing.SendingControl;
import org.belay.mailing.model.Draft;
import org.belay.mailing.model.Mailing;
import org.belay.mailing.model.MailingId;
import org.belay.platform.RequestRefused;
import org.belay.template.TemplateVersion;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Corrections that are written after the start: amendments, and the reinstatement of what was withdrawn. One person writes and freezes one,
 * another reads it and orders it.
 */
@Component
@Transactional
public class CorrectionProposals {

    private final ProposalStore store;
    private final ProposalDigest digest;
    private final Corrections corrections;
    private final CorrectionFreezer freezer;
    private final Mailings mailings;
    private final SendingControl sending;
    private final AuditLog audit;

    CorrectionProposals(
            ProposalStore store,
            ProposalDigest digest,
            Corrections corrections,
            CorrectionFreezer freezer,
            Mailings mailings,
            SendingControl sending,
            AuditLog audit) {
        this.store = store;
        this.digest = digest;
        this.corrections = corrections;
        this.freezer = freezer;
        this.mailings = mailings;
        this.sending = sending;
        this.audit = audit;
    }

    /**
     * Writes an amendment and freezes it for a second person. It replaces one that waits.
     *
     * @param texts new values of fields of the notice; fields that are not named keep theirs
     * @param translations the same, by language
     * @param note what the writer adds for readers; may be empty
     * @param answers answers to warnings of the checks, by the finding's id
     * @throws RequestRefused if nothing has been sent or it is withdrawn, if nothing changes, or with the findings of the checks
     */
    public CorrectionProposal amend(
            MailingId id,
            Map<String, String> texts,
            Map<String, Map<String, String>> translations,
            String note,
            Map<String, String> answers,
            User by) {
        Mailing mailing = requireMayWrite(id, "amended", by);
        if (corrections.isWithdrawn(id)) {
            throw new RequestRefused(id + " was not amended: it is withdrawn. Reinstate it first.");
        }
        Draft before = validDraft(mailing);
        Draft after = before.withValues(
                AmendedValues.merged(before.values(), texts),
                AmendedValues.mergedTranslations(before.translations(), translations));
        List<String> changed = AmendedValues.changedFields(mailing.template(), before, after);
        if (changed.isEmpty()) {
            throw new RequestRefused(
                    id
                            + " was not amended: no value has changed. Change at least one value of the notice, like its deadline.");
        }
        freezer.requireSound(id, after, answers);
        boolean later = corrections.of(id).isPresent();
        TemplateVersion template = CorrectionTemplate.amending(mailing.template(), changed, later);
        return propose(
                mailing,
                CorrectionKind.AMEND,
                template,
                AmendedValues.withOldValues(after, before, changed, note),
                note,
                by);
    }

    /**
     * Freezes the text with which a withdrawn mailing is valid again, for a second person.
     *
     * @throws RequestRefused if it is not withdrawn
     */
    public CorrectionProposal reinstate(MailingId id, String note, User by) {
        Mailing mailing = requireMayWrite(id, "reinstated", by);
        if (!corrections.isWithdrawn(id)) {
            throw new RequestRefused(id + " was not reinstated: it is not withdrawn.");
        }
        TemplateVersion template = CorrectionTemplate.reinstating(mailing.template());
        Draft valid = validDraft(mailing);
        return propose(
                mailing,
                CorrectionKind.REINSTATE,
                template,
                AmendedValues.withOldValues(valid, valid, List.of(), note),
                note,
                by);
    }

    private CorrectionProposal propose(
            Mailing mailing, CorrectionKind kind, TemplateVersion template, Draft valid, String note, User by) {
        MailingId id = mailing.id();
        store.open(id).ifPresent(older -> discard(older, by));
        DispatchId follows =
                corrections.last(id).orElseGet(() -> mailing.notice().orElseThrow());
        DispatchId dispatch = freezer.freeze(id, template, valid, by);
        Optional<DispatchId> next =
                kind == CorrectionKind.REINSTATE ? Optional.of(freezer.freezeNextWithdrawal(id)) : Optional.empty();
        var values = new ValidValues(valid.values(), valid.translations());
        String sha256 = digest.of(id, kind, values, note.strip(), follows, dispatch);
        store.insert(id, kind, values, note.strip(), follows, dispatch, next, sha256, by);
        audit.record(by.address(), "propose", id.toString(), Map.of("kind", kind.name(), "sha256", sha256));
        return store.open(id).orElseThrow();
    }

    /** The correction that waits for a second person. */
    @Transactional(readOnly = true)
    public Optional<CorrectionProposal> open(MailingId id) {
        return store.open(id);
    }

    /** All that wait, of the mailings that the person sees; the oldest 20. */
    @Transactional(readOnly = true)
    public List<CorrectionProposal> waiting() {
        return store.waiting();
    }

    /** Why this person may not approve what waits; empty if nothing speaks against it. */
    @Transactional(readOnly = true)
    public Optional<String> whyMayNotApprove(MailingId id, User by) {
        return by.is(Role.APPROVER)
                ? freezer.whyMayNotApprove(id, by)
                : Optional.of("only an approver can. You are not one.");
    }

    /**
     * Approves what waits and orders it at once: everything that is still going out stops, and the correction starts.
     *
     * @param shown digest of what the approver read
     * @throws RequestRefused if the approver wrote a part of the mailing, or something else is valid or waits by now
     */
    public Correction approve(MailingId id, String shown, User by) {
        whyMayNotApprove(id, by).ifPresent(why -> {
            throw new RequestRefused("The correction of " + id + " was not approved: " + why);
        });
        CorrectionProposal proposal = requireOpen(id, "approved");
        var values = new ValidValues(proposal.texts(), proposal.translations());
        DispatchId follows =
                corrections.last(id).orElseGet(() -> mailings.get(id).notice().orElseThrow());
        String now = digest.of(id, proposal.kind(), values, proposal.note(), follows, proposal.dispatch());
        if (!now.equals(shown.strip()) || !now.equals(proposal.sha256()) || !store.decide(proposal, "ORDERED", by)) {
            throw new RequestRefused(
                    "The correction of " + id
                            + " was not approved: what you were shown is not what waits now, or another correction was ordered meanwhile. Read it again.");
        }
        return corrections.send(proposal, by);
    }

    /** Discards what waits, by its writers or an approver. */
    public void withdraw(MailingId id, User by) {
        requireMayWrite(id, "changed", by);
        discard(requireOpen(id, "withdrawn"), by);
    }

    private void discard(CorrectionProposal proposal, User by) {
        if (store.decide(proposal, "WITHDRAWN", by)) {
            freezer.discard(proposal.dispatch());
            proposal.nextDisregard().ifPresent(freezer::discard);
            audit.record(
                    by.address(),
                    "withdraw-proposal",
                    proposal.mailing().toString(),
                    Map.of("kind", proposal.kind().name()));
        }
    }

    private CorrectionProposal requireOpen(MailingId id, String act) {
        return store.open(id)
                .orElseThrow(() -> new RequestRefused("No correction of " + id + " was " + act + ": none waits."));
    }

    private Mailing requireMayWrite(MailingId id, String act, User by) {
        if (!sending.mayTakeBack(id, by)) {
            throw new RequestRefused("%s was not %s: only its writers and approvers can do this.".formatted(id, act));
        }
        Mailing mailing = mailings.get(id);
        if (mailing.startedAt().isEmpty()) {
            throw new RequestRefused(
                    id + " was not " + act + ": nothing has been sent. Make it a draft again, and edit it.");
        }
        return mailing;
    }

    /** The values that are valid now: those of the last amendment, or of the notice. */
    @Transactional(readOnly = true)
    public Draft validDraft(Mailing mailing) {
        return store.amended(mailing.id())
                .map(values -> mailing.draft().withValues(values.texts(), values.translations()))
                .orElse(mailing.draft());
    }
}
