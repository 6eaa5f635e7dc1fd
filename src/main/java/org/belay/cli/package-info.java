/**
 * The command line: everything a page can do, for a terminal, a script or a cron job.
 *
 * <p>Only {@code serve} and {@code sandbox} start the server. Every other command calls its HTTP API
 * ({@link org.belay.cli.http.ApiClient}; {@code BELAY_URL}, {@code BELAY_TOKEN}), or needs no server. A command is thin: it
 * reads its arguments, makes one call, and prints the answer as a table or, with {@code --output json}, as one line
 * of JSON.
 *
 * <p>Exit codes: 0 done, 1 refused or failed, 2 wrong usage, 3 the server cannot be reached. The message of a refusal
 * by the server is printed unchanged to standard error.
 *
 * <p>A short program must start fast, so the client is {@link java.net.HttpURLConnection} and a JSON reader of a
 * hundred lines: {@code java.net.http} and Jackson cost 1.5 s in a command that takes 0.4 s without them.
 */
@NullMarked
package org.belay.cli;

import org.jspecify.annotations.NullMarked;
