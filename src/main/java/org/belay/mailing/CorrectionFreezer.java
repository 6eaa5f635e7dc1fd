package org.belay.mailing;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.belay.access.User;
import org.belay.audience.AudienceSnapshot;
import org.belay.audience.Audiences;
import org.belay.delivery.DispatchId;
import org.belay.delivery.DispatchKind;
import org.belay.delivery.dispatch.FrozenDispatches;
import org.belay.mailing.draft.DraftChecker;
import org.belay.mailing.draft.DraftCompiler;
import org.belay.mailing.draft.DraftLimits;
import org.belay.mailing.freeze.MailingFreezer;
import org.belay.mailing.model.Draft;
import org.belay.mailing.model.Mailing;
import org.belay.mailing.model.MailingId;
import org.belay.mailing.store.MailingRow;
import org.belay.mailing.store.MailingWriters;
import org.belay.mailing.store.MailingWriters.WriterRole;
import org.belay.template.TemplatePart;
import org.belay.template.TemplateVersion;
import org.belay.template.render.TemplateCompiler;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Freezes a correction that is written after the start, for the people of the notice. */
@Component
@Transactional
public class CorrectionFreezer {

    private final MailingGuard guard;
    private final MailingWriters writers;
    private final Mailings mailings;
    private final Audiences audiences;
    private final DraftCompiler wording;
    private final DraftChecker draftCheck;
    private final MailingFreezer freezing;
    private final FrozenDispatches frozen;

    CorrectionFreezer(
            MailingGuard guard,
            MailingWriters writers,
            Mailings mailings,
            Audiences audiences,
            DraftCompiler wording,
            DraftChecker draftCheck,
            MailingFreezer freezing,
            FrozenDispatches frozen) {
        this.guard = guard;
        this.writers = writers;
        this.mailings = mailings;
        this.audiences = audiences;
        this.wording = wording;
        this.draftCheck = draftCheck;
        this.freezing = freezing;
        this.frozen = frozen;
    }

    /**
     * Checks the values that will be valid.
     *
     * @throws org.belay.platform.RequestRefused with every error, and each warning without an answer
     */
    public void requireSound(MailingId id, Draft valid, Map<String, String> answers) {
        TemplateVersion template = mailings.get(id).template();
        DraftLimits.requireWithin(valid);
        DraftLimits.requireKnownFields(valid, template);
        draftCheck.requireSubmittable(id, template, valid.withoutSendAt(), answers);
    }

    /**
     * Freezes every variant. The person is a writer of the mailing from then on.
     *
     * @param template with the correction that is compiled
     * @param valid the values that the correction repeats, and those of its own fields
     */
    public DispatchId freeze(MailingId id, TemplateVersion template, Draft valid, User by) {
        MailingRow row = guard.lock(id);
        Mailing mailing = mailings.get(id);
        AudienceSnapshot snapshot = audiences.snapshot(row.snapshot().orElseThrow());
        ZonedDateTime began = row.startedAt()
                .orElseThrow()
                .atZone(row.draft().sendAt().map(ZonedDateTime::getZone).orElseGet(ZoneId::systemDefault));
        List<String> splitBy = TemplateCompiler.groupingAttributes(template, TemplatePart.CORRECTION);
        var compiled =
                wording.compileAmended(template, valid, row.draft(), began, draftCheck.groups(snapshot.id(), splitBy));
        writers.add(id, by.id(), WriterRole.WROTE);
        return freezing.freeze(
                row.withDraft(valid),
                DispatchKind.CORRECTION,
                row.notice(),
                snapshot,
                splitBy,
                compiled,
                mailing.title());
    }

    /** Freezes the approved withdrawal once more, so that it can be ordered a second time. */
    public DispatchId freezeNextWithdrawal(MailingId id) {
        return frozen.copy(guard.lock(id).disregard().orElseThrow());
    }

    public void discard(DispatchId frozenCorrection) {
        frozen.discard(frozenCorrection);
    }

    /** Why this person may not approve a correction of the mailing; empty if nothing speaks against it. */
    @Transactional(readOnly = true)
    public Optional<String> whyMayNotApprove(MailingId id, User by) {
        return writers.whyMayNotApprove(id, by);
    }
}
