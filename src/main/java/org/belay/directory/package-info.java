/**
 * Audiences that are read again from where people are kept: a directory. {@link AudienceSources} defines the source of an audience and
 * replaces its people ("sync").
 *
 * <p>Promise: a source that cannot be read completely removes no one, and one that has lost more than a fifth of the people removes no one
 * until a person accepts the number. Removed people get no notices any more; a correction goes to the address that its notice went to.
 *
 * <p>May call {@code audience}, {@code access}, {@code audit} and {@code platform}, the TLS settings of {@code smtp}, and the tables of
 * {@code delivery} for what became of a mailing.
 */
@NullMarked
package org.belay.directory;

import org.jspecify.annotations.NullMarked;
