/** Limits of attempts: for passwords, and for mails with links for a new one. They are in the memory of a node. */
@NullMarked
package org.belay.access.throttle;

import org.jspecify.annotations.NullMarked;
