/**
 * Compiles a draft with its template, limits its size, and runs all checks on it, with or without a server. Uses
 * `mailing.check` and its topics, and `mailing.model`.
 */
@NullMarked
package org.belay.mailing.draft;

import org.jspecify.annotations.NullMarked;
