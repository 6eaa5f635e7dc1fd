package org.belay.correction;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.belay.access.User;
import org.belay.access.Users;
import org.belay.audit.AuditLog;
import org.belay.delivery.CorrectionKind;
import org.belay.delivery.Dispatch;
import org.belay.delivery.DispatchId;
import org.belay.delivery.DispatchState;
import org.belay.delivery.dispatch.DispatchProgress;
import org.belay.delivery.dispatch.Dispatches;
import org.belay.mailing.Mailings;
import org.belay.mailing.SendingControl;
import org.belay.mailing.model.MailingId;
import org.belay.platform.RequestRefused;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Orders corrections: stops what is going out of a mailing, and sends the correction. */
@Component
@Transactional
public class Corrections {

    private final CorrectionStore store;
    private final Mailings mailings;
    private final SendingControl sending;
    private final Dispatches dispatches;
    private final DispatchProgress progress;
    private final Users users;
    private final AuditLog audit;

    Corrections(
            CorrectionStore store,
            Mailings mailings,
            SendingControl sending,
            Dispatches dispatches,
            DispatchProgress progress,
            Users users,
            AuditLog audit) {
        this.store = store;
        this.mailings = mailings;
        this.sending = sending;
        this.dispatches = dispatches;
        this.progress = progress;
        this.users = users;
        this.audit = audit;
    }

    /**
     * Withdraws a mailing with the correction that was approved with its notice: stops what is going out and orders the correction, in one
     * transaction. A second call returns the correction that was ordered first.
     *
     * @param reason one line for the audit record; recipients do not see it
     * @throws RequestRefused if nothing has been sent, if the reason is blank, or if the person may not take it back
     */
    public Correction order(MailingId id, String reason, User by) {
        sending.requireMayTakeBack(id, by);
        Optional<Correction> first = of(id).filter(last -> last.kind() == CorrectionKind.DISREGARD);
        if (first.isPresent()) {
            return first.get().repeated();
        }
        if (reason.isBlank()) {
            throw new RequestRefused(
                    id
                            + " was not taken back: give a reason in one line, for the audit record. Recipients do not see it.");
        }
        if (mailings.get(id).startedAt().isEmpty()) {
            throw new RequestRefused(id + " was not taken back: nothing has been sent. Cancel it instead.");
        }
        DispatchId prepared = sending.preparedWithdrawal(id);
        if (!order(id, prepared, Optional.empty(), CorrectionKind.DISREGARD, reason.strip(), by)) {
            return of(id).orElseThrow().repeated();
        }
        audit.record(by.address(), "disregard", id.toString(), Map.of("reason", reason.strip()));
        return of(id).orElseThrow();
    }

    /** Orders a correction that a second person has approved. */
    Correction send(CorrectionProposal approved, User by) {
        MailingId id = approved.mailing();
        order(id, approved.dispatch(), approved.nextDisregard(), approved.kind(), approved.note(), by);
        audit.record(
                by.address(),
                approved.kind().name().toLowerCase(Locale.ROOT),
                id.toString(),
                Map.of(
                        "sha256",
                        approved.sha256(),
                        "writtenBy",
                        approved.writtenBy().address()));
        return of(id).orElseThrow();
    }

    private boolean order(
            MailingId id,
            DispatchId correction,
            Optional<DispatchId> nextWithdrawal,
            CorrectionKind kind,
            String reason,
            User by) {
        if (!store.insert(id, correction, kind, reason, by)) {
            return false;
        }
        dispatches.order(mailings.get(id).notice().orElseThrow(), correction, kind);
        sending.recordCorrection(id, correction, nextWithdrawal);
        return true;
    }

    /** Whether the correction that was ordered last withdraws the mailing. */
    @Transactional(readOnly = true)
    public boolean isWithdrawn(MailingId id) {
        return store.last(id)
                .filter(last -> last.kind() == CorrectionKind.DISREGARD)
                .isPresent();
    }

    /** The dispatch of the correction that was ordered last. */
    @Transactional(readOnly = true)
    public Optional<DispatchId> last(MailingId id) {
        return store.last(id).map(CorrectionStore.CorrectionRow::dispatch);
    }

    /** Mailings whose correction has deliveries without an outcome. */
    @Transactional(readOnly = true)
    public List<MailingId> unfinished() {
        return store.unfinished();
    }

    /** The correction of a mailing that was ordered last; empty if none was. */
    @Transactional(readOnly = true)
    public Optional<Correction> of(MailingId id) {
        return store.last(id).map(this::correction);
    }

    /** All corrections of a mailing, in the order in which they were ordered. */
    @Transactional(readOnly = true)
    public List<Correction> all(MailingId id) {
        return store.all(id).stream().map(this::correction).toList();
    }

    private Correction correction(CorrectionStore.CorrectionRow row) {
        Dispatch dispatch = dispatches.get(row.dispatch());
        return new Correction(
                row.id(),
                row.mailing(),
                row.kind(),
                row.reason(),
                users.get(row.orderedBy()),
                row.orderedAt(),
                progress.counts(dispatch),
                progress.lastAccepted(row.dispatch()),
                dispatch.state() == DispatchState.DONE,
                true);
    }
}
