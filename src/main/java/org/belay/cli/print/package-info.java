/**
 * What a command prints: tables, progress line, mailing status, review, findings, diffs, errors and exit codes. Every
 * character goes through a writer that escapes control characters. Uses cli.http for the answers it prints.
 */
@NullMarked
package org.belay.cli.print;

import org.jspecify.annotations.NullMarked;
