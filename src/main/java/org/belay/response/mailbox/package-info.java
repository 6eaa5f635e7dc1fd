/**
 * Reads the mail of the bounce address: a mailbox on an IMAP server, a Maildir folder, or mail that a mail system of this machine hands in
 * by LMTP. Each message goes to {@link org.belay.response.BounceReports#receive}, and leaves the mailbox only afterwards: after a crash it
 * is read again, which changes nothing (docs/faults.md, B01). A mailbox that cannot be read stops nothing else (B10).
 */
@NullMarked
package org.belay.response.mailbox;

import org.jspecify.annotations.NullMarked;
