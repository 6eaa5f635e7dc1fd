package org.belay.delivery;

/** What a dispatch is for its readers. */
public enum DispatchKind {
    NOTICE,
    REMINDER,
    CORRECTION,
    HEADS_UP
}
