package org.belay.delivery;

/** What a dispatch is to its reader. */
public enum DispatchKind {
    NOTICE,
    REMINDER,
    CORRECTION,
    HEADS_UP
}
