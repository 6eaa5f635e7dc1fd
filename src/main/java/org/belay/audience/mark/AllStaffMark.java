package org.belay.audience.mark;

/** Whether an audience is marked. */
public enum AllStaffMark {
    ALL_STAFF,
    NONE
}
