/**
 * The delivery ledger (docs/promises.md, I1 to I5): claims batches (delivery.batch), commits attempts before the end of data, records
 * outcomes of attempts and derives the state of deliveries. The SQL of attempts and outcomes is here. Uses
 * delivery.batch, delivery.journal and delivery.cluster.
 */
@NullMarked
package org.belay.delivery.ledger;

import org.jspecify.annotations.NullMarked;
