package org.belay.correction;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.belay.access.User;
import org.belay.access.Users;
import org.belay.audit.AuditLog;
import org.belay.delivery.Dispatch;
import org.belay.delivery.DispatchState;
import org.belay.delivery.dispatch.DispatchProgress;
import org.belay.delivery.dispatch.Dispatches;
import org.belay.mailing.Mailings;
import org.belay.mailing.SendingControl;
import org.belay.mailing.model.Mailing;
import org.belay.mailing.model.MailingId;
import org.belay.platform.RequestRefused;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Orders corrections: stops a notice and sends its correction. */
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
     * Stops the notice and orders its correction, in one transaction. A second call returns the correction that was ordered first.
     *
     * @param reason one line for the audit record; recipients do not see it
     * @throws RequestRefused if nothing has been sent, if the reason is blank, or if the person may not take it back
     */
    public Correction order(MailingId id, String reason, User by) {
        sending.requireMayTakeBack(id, by);
        Optional<Correction> first = of(id);
        if (first.isPresent()) {
            return first.get().repeated();
        }
        if (reason.isBlank()) {
            throw new RequestRefused(
                    id
                            + " was not taken back: give a reason in one line, for the audit record. Recipients do not see it.");
        }
        Mailing mailing = mailings.get(id);
        if (mailing.startedAt().isEmpty()) {
            throw new RequestRefused(id + " was not taken back: nothing has been sent. Cancel it instead.");
        }
        if (!store.insert(id, mailing.correction().orElseThrow(), reason.strip(), by)) {
            return of(id).orElseThrow().repeated();
        }
        dispatches.order(mailing.notice().orElseThrow(), mailing.correction().orElseThrow());
        sending.stopForCorrection(id);
        audit.record(by.address(), "disregard", id.toString(), Map.of("reason", reason.strip()));
        return of(id).orElseThrow();
    }

    /** Mailings whose correction has deliveries without an outcome. */
    @Transactional(readOnly = true)
    public List<MailingId> unfinished() {
        return store.unfinished();
    }

    /** The correction of a mailing; empty if none was ordered. */
    @Transactional(readOnly = true)
    public Optional<Correction> of(MailingId id) {
        return store.find(id).map(row -> {
            Dispatch dispatch = dispatches.get(row.dispatch());
            return new Correction(
                    row.id(),
                    row.mailing(),
                    row.reason(),
                    users.get(row.orderedBy()),
                    row.orderedAt(),
                    progress.counts(dispatch),
                    progress.lastAccepted(row.dispatch()),
                    dispatch.state() == DispatchState.DONE,
                    true);
        });
    }
}
