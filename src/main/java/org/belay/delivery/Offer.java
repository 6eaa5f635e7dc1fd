package org.belay.delivery;

import java.util.Optional;
import org.belay.smtp.Transaction;

/**
 * A transaction for the relay, and the attempts of its recipients.
 *
 * @param transaction empty if it depends on which attempts are committed
 * @param marking may still be in progress; the gate waits for it before the end of data
 */
record Offer(Load load, Ledger.Marking marking, DotGate gate, Optional<Transaction> transaction) {}
