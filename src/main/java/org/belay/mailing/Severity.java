package org.belay.mailing;

/** How a finding affects submission. */
public enum Severity {
    /** Blocks submission until it is fixed. */
    ERROR,
    /** Must be fixed, or answered in words that the approver reads. */
    WARNING
}
