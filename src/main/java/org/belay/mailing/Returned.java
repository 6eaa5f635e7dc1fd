package org.belay.mailing;

import java.time.Instant;
import org.belay.access.User;

/** The return of a mailing from review, with the reviewer's reason. */
public record Returned(User by, Instant at, String reason) {}
