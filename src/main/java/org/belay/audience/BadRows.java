package org.belay.audience;

/** What to do with a file that has rows which cannot be used. */
public enum BadRows {
    /** Import nothing and list them. */
    REFUSE,
    /** Import the others and list those left out. */
    LEAVE_OUT
}
