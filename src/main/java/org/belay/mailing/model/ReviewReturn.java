package org.belay.mailing.model;

import java.time.Instant;
import org.belay.access.User;

/** The return of a mailing from review, with the reviewer's reason. */
public record ReviewReturn(User by, Instant at, String reason) {}
