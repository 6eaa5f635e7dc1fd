/**
 * The syntax of addresses and parameter values in SMTP commands (RFC 5321 4.1.2, RFC 3461 4). Uses the JDK only.
 */
@NullMarked
package org.belay.smtp.address;

import org.jspecify.annotations.NullMarked;
