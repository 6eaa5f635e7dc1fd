package org.belay.delivery;

/**
 * A dispatch has batches that could be claimed and that no worker works on: a wake-up was lost, or a wait is over.
 *
 * @param lanes number of workers that are to run: new ones in addition to those that run or are blocked
 */
public record WorkersWanted(DispatchId dispatch, DispatchKind kind, int workers) {}
