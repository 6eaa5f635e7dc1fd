/**
 * The sandbox's mail server on the loopback address and the mailboxes it delivers to. Uses the test kit, GreenMail
 * and lab.sandbox.company; sends nothing on.
 */
@NullMarked
package org.belay.lab.sandbox.mail;

import org.jspecify.annotations.NullMarked;
