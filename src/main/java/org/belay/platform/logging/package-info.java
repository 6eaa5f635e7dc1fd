/** Text for logs and terminals, in which foreign text can neither begin a line nor control the terminal. */
@NullMarked
package org.belay.platform.logging;

import org.jspecify.annotations.NullMarked;
