package org.belay.delivery;

/** A dispatch may send (for the first time, or again) and its batches are to be written and woken. */
public record DispatchStarted(DispatchId dispatch, DispatchKind kind) {}
