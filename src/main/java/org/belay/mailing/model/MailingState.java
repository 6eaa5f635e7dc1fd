package org.belay.mailing.model;

/** State in the life cycle of a mailing. */
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
