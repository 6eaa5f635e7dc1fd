/**
 * The header Idempotency-Key: a filter that runs a request once and replays its first response, and the table that
 * stores the responses for 24 hours. Uses api.problem.
 */
package org.belay.api.idempotency;
