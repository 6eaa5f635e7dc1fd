package org.belay.delivery;

/**
 * A dispatch may send (for the first time, or again).
 *
 * @param lanes how many connections may work it
 */
public record DispatchStarted(DispatchId dispatch, DispatchKind kind, int lanes) {}
