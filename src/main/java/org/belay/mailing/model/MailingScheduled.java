package org.belay.mailing.model;

import java.time.Instant;

/** Event: a mailing is to start at {@code at}. Published inside the transaction that scheduled it. */
public record MailingScheduled(MailingId mailing, Instant at) {}
