/**
 * What happens before anything is sent: reads the journals after a crash, compares them with the database after a
 * fail-over, and holds a copied server. Uses delivery.dispatch, delivery.ledger and delivery.journal.
 */
@NullMarked
package org.belay.delivery.recovery;

import org.jspecify.annotations.NullMarked;
