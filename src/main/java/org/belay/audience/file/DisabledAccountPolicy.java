package org.belay.audience.file;

/** What to do with people whose account is disabled, as a column of the file says. */
public enum DisabledAccountPolicy {
    /** Import them like the others, and say how many they are. */
    KEEP,
    /** Leave them out. */
    LEAVE_OUT
}
