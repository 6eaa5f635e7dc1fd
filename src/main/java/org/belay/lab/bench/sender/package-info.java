/**
 * Other ways to send the same mail, for comparison: Jakarta Mail, plain sockets, Postfix smtp-source. They know
 * nothing of Belay.
 */
package org.belay.lab.bench.sender;
