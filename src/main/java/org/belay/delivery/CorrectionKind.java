package org.belay.delivery;

/** What a correction says about the statements before it. */
public enum CorrectionKind {
    /** They were a mistake: disregard them. */
    DISREGARD,
    /** A detail has changed: this text replaces them. */
    AMEND,
    /** What a DISREGARD withdrew is valid after all. */
    REINSTATE
}
