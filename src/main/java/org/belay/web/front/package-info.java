/**
 * Filters in front of all pages and API routes: the public address of Belay, and limits for anonymous requests.
 *
 * <p>Belay has one public address, {@code public-url}. {@link org.belay.web.front.PublicRequest} gives each request its scheme and host,
 * never those of the client. A {@code Host} that is not Belay's is refused with 421
 * (RFC 9110 15.5.20). The client's network address is taken from {@code X-Forwarded-For} or {@code Forwarded} only if the connection comes
 * from a proxy that {@code http.trusted-proxies} names.
 */
@NullMarked
package org.belay.web.front;

import org.jspecify.annotations.NullMarked;
