/**
 * The delivery ledger (docs/promises.md, I1 to I5): claims batches, commits attempts before the end of data, records
 * outcomes of attempts and derives the state of deliveries. All its SQL is here. Uses delivery.journal and
 * delivery.cluster.
 */
package org.belay.delivery.ledger;
