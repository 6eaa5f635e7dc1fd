/**
 * A fictional company to try Belay with: people, a mail server inside this process, and a page that shows every
 * mailbox.
 *
 * <p>{@link org.belay.lab.sandbox.company.TessamarCompany} creates the staff, the same people each time.
 * {@link org.belay.lab.sandbox.mail.SandboxMailServer} accepts mail by SMTP on the loopback address and keeps it in
 * {@link org.belay.lab.sandbox.mail.StaffMailboxes}; it forwards nothing and knows no other host, so that no mail leaves the
 * machine, as the banner says. {@link org.belay.lab.sandbox.MailboxPages} shows the mailboxes.
 *
 * <p>{@link org.belay.lab.process.ServerProcess} is a sandbox in a separate process with an external mail server: the
 * story and the benchmark start, kill and restart it and use its API.
 *
 * <p>Its beans exist in the profile {@code sandbox} only. Belay sends to this mail server like to any relay: the
 * rooms that send know nothing of the sandbox.
 */
@NullMarked
package org.belay.lab.sandbox;

import org.jspecify.annotations.NullMarked;
