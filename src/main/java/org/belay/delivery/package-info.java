/**
 * Dispatches and their deliveries: what was handed to the relay, for which recipients, and with which outcome.
 *
 * <p>A dispatch lives like this:
 * <ol>
 *   <li>{@link org.belay.delivery.dispatch.Dispatches#prepare} freezes its variants and which recipient gets which; it is WAITING;
 *   <li>{@link org.belay.delivery.dispatch.Dispatches#start} starts it; as many workers send it as the relay allows connections;
 *   <li>a {@link org.belay.delivery.worker.DispatchWorker} claims one batch after another; for each transaction it commits attempts, holds the
 *       dialogue with the relay and records the outcomes;
 *   <li>{@link org.belay.delivery.dispatch.Dispatches#stop} stops it at once, and {@link org.belay.delivery.dispatch.Dispatches#order} stops it
 *       and starts its correction, each in one transaction that changes one row per dispatch.
 * </ol>
 *
 * <p>The {@link org.belay.delivery.ledger.DeliveryLedger} keeps the promises I1 to I5 (docs/promises.md): without a committed attempt there is
 * no end of data; an attempt without a reply is uncertain; who may have the notice follows from its attempts. The protocol is
 * model-checked (docs/model): change the model before you change a rule here.
 *
 * <p>After a fail-over of the database, or when it is older than what was sent, {@link org.belay.delivery.recovery.JournalComparison} lets
 * nothing be sent until every node has compared its journals with the database.
 *
 * <p>Events for the rooms above, published inside the transaction that causes them:
 * {@link org.belay.delivery.DispatchStarted}, {@link org.belay.delivery.WorkersWanted},
 * {@link org.belay.delivery.DispatchDone}, {@link org.belay.delivery.DispatchReopened} and
 * {@link org.belay.delivery.DispatchPaused}.
 */
@NullMarked
package org.belay.delivery;

import org.jspecify.annotations.NullMarked;
