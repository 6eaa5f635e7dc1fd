/**
 * A made-up company to try Belay on: people, a mail server inside this process, and one page that shows every mailbox.
 *
 * <p>{@link org.belay.sandbox.Tessamar} makes up the staff, the same people each time. {@link org.belay.sandbox.MailServer} takes
 * mail by SMTP on the loopback address and keeps it in {@link org.belay.sandbox.Mailboxes}; it sends nothing on and knows no other
 * host, which is the promise of the banner "nothing leaves this machine". {@link org.belay.sandbox.MailboxPages} shows who got what.
 *
 * <p>{@link org.belay.sandbox.ServerProcess} is a sandbox in a process of its own, on a mail server elsewhere: whoever wants to
 * see Belay work from outside, kill it and start it again, plays with it through its API.
 *
 * <p>Its beans exist in the profile {@code sandbox} only. Belay itself sends to the mail server as it would to any relay: nothing
 * here is known to the rooms that send.
 */
package org.belay.sandbox;
