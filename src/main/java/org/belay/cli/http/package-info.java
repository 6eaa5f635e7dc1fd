/**
 * The client of the HTTP API under /api/v1: requests, retries with an Idempotency-Key, a small JSON reader and
 * writer, and the three exceptions a command can end with. Uses the JDK only.
 */
@NullMarked
package org.belay.cli.http;

import org.jspecify.annotations.NullMarked;
