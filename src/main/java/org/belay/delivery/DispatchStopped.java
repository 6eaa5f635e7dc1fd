package org.belay.delivery;

/** A person has stopped a dispatch; the number counts its stops. */
public record DispatchStopped(DispatchId dispatch, int number) {}
