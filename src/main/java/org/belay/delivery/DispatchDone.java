package org.belay.delivery;

/** Every delivery of a dispatch is settled. */
public record DispatchDone(DispatchId dispatch, long mailing, DispatchKind kind) {}
