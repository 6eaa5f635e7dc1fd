package org.belay.delivery;

/** Where a dispatch stands. A person <em>stops</em>, Belay <em>pauses</em>; HELD is a start that needs a decision. */
public enum DispatchState {
    WAITING,
    SENDING,
    DONE,
    STOPPED,
    PAUSED,
    HELD
}
