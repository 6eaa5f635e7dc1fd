/**
 * The header Idempotency-Key: a filter that runs a request once and replays its first response, and the table that
 * stores the responses for 24 hours. Uses api.problem.
 */
@NullMarked
package org.belay.api.idempotency;

import org.jspecify.annotations.NullMarked;
