/** Secrets: which passwords are accepted and how they are stored, and random ones of tokens and links. */
@NullMarked
package org.belay.access.secret;

import org.jspecify.annotations.NullMarked;
