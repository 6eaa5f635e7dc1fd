package org.belay.delivery;

/** Belay has paused a dispatch because of the relay. */
public record DispatchPaused(DispatchId dispatch, long mailing, String why) {}
