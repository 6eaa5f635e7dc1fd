package org.belay.mailing;

import java.time.Instant;
import org.belay.access.User;

/** Why a draft came back from review. */
public record Returned(User by, Instant at, String reason) {}
