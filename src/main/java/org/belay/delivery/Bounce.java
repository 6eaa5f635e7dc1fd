package org.belay.delivery;

import java.time.Instant;

/**
 * What a delivery is BOUNCED for.
 *
 * @param report the number of the report that said so first
 * @param status RFC 3463; empty where the report gave none
 * @param reason in the words of the server that refused
 */
public record Bounce(long report, Instant at, String status, String reason) {}
