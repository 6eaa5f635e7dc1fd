/**
 * Batches of deliveries: claimed by a worker, worked on, released, closed, and reopened when an outcome arrives later.
 * The ledger claims and releases batches in its transactions; other packages only read here. Uses no other package
 * inside delivery.
 */
@NullMarked
package org.belay.delivery.batch;

import org.jspecify.annotations.NullMarked;
