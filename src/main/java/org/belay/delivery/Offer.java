package org.belay.delivery;

import java.util.Optional;
import org.belay.smtp.Transaction;

/**
 * A transaction on its way to the relay, and the markers of its people.
 *
 * @param transaction empty where it cannot be known before the markers are
 * @param marking may still be being committed; the gate waits for it before the dot
 */
record Offer(Load load, Ledger.Marking marking, DotGate gate, Optional<Transaction> transaction) {}
