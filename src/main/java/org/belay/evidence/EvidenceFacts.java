package org.belay.evidence;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.belay.correction.Correction;
import org.belay.delivery.DispatchKind;
import org.belay.delivery.FrozenVariant;
import org.belay.evidence.EvidenceStore.AcceptedSpan;
import org.belay.evidence.EvidenceStore.TimeInError;
import org.belay.mailing.model.MailingStatus;
import org.belay.mailing.model.VariantText;

/**
 * What an export says of a mailing, without its people.
 *
 * @param exportedAt the moment of which it is true
 * @param submittedAt when it was submitted last; empty if the audit log does not say
 * @param stoppedAt when sending was stopped first; empty if never
 */
record EvidenceFacts(
        Instant exportedAt,
        MailingStatus status,
        Optional<Correction> correction,
        Optional<Instant> submittedAt,
        Optional<Instant> stoppedAt,
        Optional<AcceptedSpan> noticeAccepted,
        Optional<AcceptedSpan> correctionAccepted,
        Optional<TimeInError> timeInError,
        List<ExportedVariant> variants) {

    /**
     * A variant as approved.
     *
     * @param file its name in the export
     * @param text as a reader without personal values reads it
     */
    record ExportedVariant(DispatchKind kind, String file, FrozenVariant variant, VariantText text) {}
}
