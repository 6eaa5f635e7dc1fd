/**
 * Dispatches, their deliveries and the ledger: what was handed to the relay, for whom, and what became of it.
 *
 * <p>A dispatch lives like this:
 * <ol>
 *   <li>{@link org.belay.delivery.Dispatches#prepare} freezes its variants and who reads which; it is WAITING;
 *   <li>{@link org.belay.delivery.Dispatches#start} lets it go; as many lanes work it as the relay takes connections;
 *   <li>a {@link org.belay.delivery.Lane} claims batch after batch: markers, dialogue with the relay, outcomes, for each transaction;
 *   <li>{@link org.belay.delivery.Dispatches#stop} halts it on the spot and {@link org.belay.delivery.Dispatches#order}
 *       halts it and lets its correction go, each in one transaction that changes one row a dispatch.
 * </ol>
 *
 * <p>The {@link org.belay.delivery.Ledger} keeps the promises I1 to I5: no marker, no dot; what was marked and has no answer
 * is in doubt; who may have the notice is a fact of its attempts. The protocol is model-checked; whoever changes a rule
 * here changes the model first.
 *
 * <p>After a fail-over of the database, or when it is older than what was sent, {@link org.belay.delivery.Comparison} lets nothing leave
 * until every node has laid its journal beside it.
 *
 * <p>News for the rooms above: {@link org.belay.delivery.DispatchStarted}, {@link org.belay.delivery.LanesWanted},
 * {@link org.belay.delivery.DispatchDone}, {@link org.belay.delivery.DispatchReopened} and {@link org.belay.delivery.DispatchPaused}, published inside the transaction that caused them.
 */
package org.belay.delivery;
