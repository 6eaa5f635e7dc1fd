package org.belay.mailing;

import java.time.Instant;

/** A mailing is to start at a time; published inside the transaction that decided so. */
public record MailingScheduled(MailingId mailing, Instant at) {}
