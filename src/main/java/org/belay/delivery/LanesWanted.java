package org.belay.delivery;

/**
 * A dispatch has batches that could be worked and that nobody works: a wake-up was lost, or a wait is over.
 *
 * @param lanes how many lanes are to run: those that would find work, beside those that work, or hang, already
 */
public record LanesWanted(DispatchId dispatch, DispatchKind kind, int lanes) {}
