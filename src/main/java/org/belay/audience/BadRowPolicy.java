package org.belay.audience;

/** How to import a file with rows that cannot be used. */
public enum BadRowPolicy {
    /** Import nothing and list the rows. */
    REFUSE,
    /** Import the other rows and list those left out. */
    LEAVE_OUT
}
