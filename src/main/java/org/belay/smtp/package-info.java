/**
 * SMTP client: submits finished messages to one relay and returns an outcome for each recipient.
 *
 * <p>A sender would
 * <ol>
 *   <li>open a {@link Session} from a {@link RelayAddress}: connect, greeting, EHLO, STARTTLS, AUTH; if the relay is not ready,
 *       this throws {@link RelayUnavailable};
 *   <li>offer it a {@link Transaction}: one envelope, one message, up to the relay's number of recipients;
 *   <li>read one {@link Outcome} per recipient, in their order;
 *   <li>check {@link Session#usable()} before the next transaction, and close the session.
 * </ol>
 *
 * <p>{@link Trust} holds certificates, {@link Credentials} the credentials, {@link TokenEndpoint} fetches tokens, and
 * {@link Addresses} resolves the relay's name. Inside, an {@link Opening} opens the session. For each transaction a
 * {@link Conversation} runs its {@link Enquiry} (MAIL to DATA) and sends the message, and {@link Answers} interprets the replies.
 * The envelope of the next transaction may be sent directly behind the final dot.
 *
 * <p>Guarantee: {@link Outcome.InDoubt} is returned if and only if the end of data may have reached the relay and no complete
 * reply was read. For this, contradictory replies are not believed, every failure has a {@link Stage}, deadlines close the plain
 * socket (read time-outs apply to each read, so a relay that sends one byte a minute would defeat them), and
 * {@link Gate#open()} is called directly before the end of data.
 *
 * <p>Callbacks of the caller ({@link Gate}, {@link Transcript}) may throw: the exception passes through and the connection is
 * closed.
 *
 * <p>The client uses the JDK only and knows no people, mailings or database; {@code docs/smtp-client.md} shows it on its own.
 */
package org.belay.smtp;
