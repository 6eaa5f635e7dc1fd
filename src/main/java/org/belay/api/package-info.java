/**
 * The HTTP API under {@code /api/v1}: JSON in and out, for the command line and for programs of others.
 *
 * <p>A request carries {@code Authorization: Bearer belay_…}; no session, no cookie, so nothing that another site could forge. A
 * controller is thin: it reads the request, asks one door of a lower room and shows the answer. What is refused comes as a
 * problem (RFC 9457) whose {@code detail} is the whole message for the reader; see {@link org.belay.api.Problems}. Lists come in
 * an object, so that a cursor fits beside them.
 *
 * <p>Whoever is not sure whether a request arrived sends it again with the same {@code Idempotency-Key}
 * ({@link org.belay.api.OncePerKey}); the first answer is kept for a day.
 *
 * <p>It may call every room below it, holds no SQL but for those answers, and decides nothing.
 */
package org.belay.api;
