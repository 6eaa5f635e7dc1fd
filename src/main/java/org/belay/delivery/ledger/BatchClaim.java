package org.belay.delivery.ledger;

import java.util.List;
import java.util.Optional;
import org.belay.delivery.batch.ClaimedBatch;
import org.belay.delivery.batch.DueRecipient;

/**
 * A claimed batch.
 *
 * @param due recipients to mark and send to, if this claim has written them
 * @param marked recipients whose attempts this claim has recorded as well
 */
public record BatchClaim(ClaimedBatch batch, List<DueRecipient> due, Optional<MarkedRecipients> marked) {}
