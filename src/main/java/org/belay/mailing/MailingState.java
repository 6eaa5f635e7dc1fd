package org.belay.mailing;

/** Where a mailing stands in its life. */
public enum MailingState {
    DRAFT,
    IN_REVIEW,
    APPROVED,
    SCHEDULED,
    SENDING,
    SENT,
    STOPPED,
    HELD,
    CORRECTED,
    CANCELLED
}
