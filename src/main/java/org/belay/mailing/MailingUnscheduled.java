package org.belay.mailing;

/** A mailing is not to start any more. */
public record MailingUnscheduled(MailingId mailing) {}
