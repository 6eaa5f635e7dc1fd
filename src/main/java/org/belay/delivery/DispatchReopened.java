package org.belay.delivery;

/** A dispatch that was done has deliveries to send again: a late word said that something never left, or left after all. */
public record DispatchReopened(DispatchId dispatch, long mailing, DispatchKind kind) {}
