package org.belay.mailing.model;

/** Event: a mailing is no longer to start. Published inside the transaction that decided it. */
public record MailingUnscheduled(MailingId mailing) {}
