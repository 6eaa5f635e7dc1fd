package org.belay.delivery;

/**
 * A dispatch that was done has deliveries to send again: a late reply or a comparison showed that an earlier outcome
 * was wrong.
 */
public record DispatchReopened(DispatchId dispatch, long mailing, DispatchKind kind) {}
