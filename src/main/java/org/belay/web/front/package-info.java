/**
 * What stands before every page and every route: the address that Belay has for others, and what a stranger may use of it.
 *
 * <p>Belay is reached under one address, {@code public-url}. {@link org.belay.web.front.PublicRequest} makes each request look as if it
 * had come there: scheme and host are the setting's, never the sender's. A {@code Host} that is not Belay's is refused with 421
 * (RFC 9110 15.5.20). The client's network address is taken from {@code X-Forwarded-For} or {@code Forwarded} only if the connection comes
 * from a proxy that {@code http.trusted-proxies} names.
 */
package org.belay.web.front;
