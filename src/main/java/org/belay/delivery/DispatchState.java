package org.belay.delivery;

/**
 * State of a dispatch. A person <em>stops</em> it, Belay <em>pauses</em> it; a HELD dispatch needs the decision of a
 * person.
 */
public enum DispatchState {
    WAITING,
    SENDING,
    DONE,
    STOPPED,
    PAUSED,
    HELD
}
