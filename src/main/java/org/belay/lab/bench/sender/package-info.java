/**
 * Other ways to send the same mail, for comparison: Jakarta Mail, plain sockets, Postfix smtp-source. They know
 * nothing of Belay.
 */
@NullMarked
package org.belay.lab.bench.sender;

import org.jspecify.annotations.NullMarked;
