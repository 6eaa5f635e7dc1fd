/**
 * The command line: everything a page can do, for a terminal, a script or a cron job.
 *
 * <p>Only {@code serve} and {@code sandbox} start the server. Every other command is a short talk with its HTTP API
 * ({@link org.belay.cli.Api}; {@code BELAY_URL}, {@code BELAY_TOKEN}) or needs no server at all. A command is thin: it
 * reads its arguments, calls once, and shows the answer as a table or, with {@code --output json}, as one line of JSON.
 *
 * <p>Exit codes: 0 done, 1 refused or failed, 2 wrong usage, 3 the server cannot be reached. What the server refuses is
 * printed in the server's own words, to standard error.
 *
 * <p>A short program must start fast, so the way to the server is {@link java.net.HttpURLConnection} and a JSON reader of
 * a hundred lines: {@code java.net.http} and Jackson cost 1.5 s of a command that else takes 0.4.
 */
package org.belay.cli;
