package org.belay.delivery;

/** A dispatch has ended: every delivery has its outcome. */
public record DispatchDone(DispatchId dispatch, long mailing, DispatchKind kind) {}
