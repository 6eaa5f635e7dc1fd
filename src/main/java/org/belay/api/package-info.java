/**
 * The HTTP API under {@code /api/v1}: JSON in and out, for the command line and for other programs.
 *
 * <p>A request carries {@code Authorization: Bearer belay_…}; there is no session and no cookie that another site
 * could use. A controller is thin: it reads the request, calls one class of a lower room and returns its result. A
 * refusal is a problem (RFC 9457) whose {@code detail} is the complete message for the user; see
 * {@link org.belay.api.problem.ProblemResponses}. Lists are members of an object, so that a cursor fits beside them.
 *
 * <p>A client that does not know whether a request arrived sends it again with the same {@code Idempotency-Key}
 * ({@link org.belay.api.idempotency.IdempotencyFilter}); the first response is stored for a day.
 *
 * <p>It may use every room below it, holds no SQL except for the stored responses, and makes no decisions.
 */
@NullMarked
package org.belay.api;

import org.jspecify.annotations.NullMarked;
