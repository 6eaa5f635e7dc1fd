package org.belay.response;

/**
 * The bounces of one mail domain.
 *
 * @param bounced number of bounced deliveries
 * @param latestReason reason of the latest of them
 * @param suppressed number of addresses of the domain on the suppression list
 */
public record BounceDomain(String domain, long bounced, String latestReason, long suppressed) {}
