package org.belay.delivery;

import java.time.Instant;

/**
 * Why a delivery is BOUNCED.
 *
 * @param report number of the first report that says so
 * @param status RFC 3463 status code; empty if the report has none
 * @param reason diagnostic text of the server that refused the mail
 */
public record Bounce(long report, Instant at, String status, String reason) {}
