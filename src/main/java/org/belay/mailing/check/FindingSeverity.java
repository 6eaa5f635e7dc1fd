package org.belay.mailing.check;

/** How a finding affects submission. */
public enum FindingSeverity {
    /** Blocks submission until it is fixed. */
    ERROR,
    /** Must be fixed, or answered in words that the approver reads. */
    WARNING
}
