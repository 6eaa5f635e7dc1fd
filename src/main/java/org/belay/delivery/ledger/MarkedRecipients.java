package org.belay.delivery.ledger;

import java.util.List;
import org.belay.delivery.batch.DueRecipient;

/**
 * Recipients of one shared copy.
 *
 * @param people in the order of their markers
 */
public record MarkedRecipients(List<DueRecipient> people, MarkedAttempts marked) {}
