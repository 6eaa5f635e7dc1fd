package org.belay.delivery.worker;

import java.util.Optional;
import org.belay.delivery.ledger.PendingMark;
import org.belay.smtp.SmtpTransaction;

/**
 * A transaction for the relay, and the attempts of its recipients.
 *
 * @param transaction empty if it depends on which attempts are committed
 * @param marking may still be in progress; the gate waits for it before the end of data
 */
record TransactionOffer(
        TransactionRecipients load, PendingMark marking, AttemptGate gate, Optional<SmtpTransaction> transaction) {}
