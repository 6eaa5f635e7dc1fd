package org.belay.delivery;

/**
 * A dispatch may send, for the first time or again.
 *
 * @param lanes number of workers that may send it, over all nodes
 */
public record DispatchStarted(DispatchId dispatch, DispatchKind kind, int workers) {}
