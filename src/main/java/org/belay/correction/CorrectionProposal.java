package org.belay.correction;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.belay.access.User;
import org.belay.delivery.CorrectionKind;
import org.belay.delivery.DispatchId;
import org.belay.mailing.model.MailingId;

/**
 * A correction that was written after the start and waits for a second person.
 *
 * @param texts values of the notice that are valid with it, by field
 * @param translations of these values, by language, then by field
 * @param note what the writer adds for readers; may be empty
 * @param follows dispatch of the statement that was valid when it was written
 * @param nextDisregard of a REINSTATE: the withdrawal that will be ready after it
 * @param sha256 digest of all of it; an approval names it
 */
public record CorrectionProposal(
        long id,
        MailingId mailing,
        CorrectionKind kind,
        Map<String, String> texts,
        Map<String, Map<String, String>> translations,
        String note,
        DispatchId follows,
        DispatchId dispatch,
        Optional<DispatchId> nextDisregard,
        String sha256,
        User writtenBy,
        Instant writtenAt) {}
