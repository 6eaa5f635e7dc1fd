/**
 * The wire: a client that hands finished messages to one relay and tells, for every recipient, what became of it.
 *
 * <p>A sender would
 * <ol>
 *   <li>open a {@link Session} from a {@link RelayAddress}: connect, greeting, EHLO, STARTTLS, AUTH; a relay that is not
 *       ready is a {@link RelayUnavailable} and nobody's fault;
 *   <li>offer it a {@link Transaction}: one envelope, one message, up to the relay's number of recipients;
 *   <li>read one {@link Outcome} per recipient, in their order;
 *   <li>ask {@link Session#usable()} before the next, and close.
 * </ol>
 *
 * <p>Whom to believe comes from {@link Trust}, what we are known by from {@link Credentials}, tokens from a
 * {@link TokenEndpoint}, several addresses from {@link Addresses}. Inside, an {@link Opening} leads to the session; for
 * each transaction a {@link Conversation} asks its {@link Enquiry} (MAIL to DATA) and sends the message, and
 * {@link Answers} makes of the replies what they mean. The next transaction's enquiry may ride behind the dot.
 *
 * <p>It promises one thing: {@link Outcome.InDoubt} exactly when our last byte may have reached the relay and no complete
 * reply was read. Everything else follows from it: one reader of replies that believes nothing contradictory, a
 * {@link Stage} for every failure, outer deadlines that close the plain socket (read time-outs are per read: a relay that
 * drips one byte a minute defeats them), and a last question, {@link Gate#open()}, right before the final dot.
 *
 * <p>What a caller does inside ({@link Gate}, {@link Transcript}) may throw: the exception passes and the connection is cut,
 * never carried on.
 *
 * <p>It knows no people, no mailings and no database, and calls nothing but the JDK: {@code docs/smtp-client.md} shows it
 * on its own.
 */
package org.belay.smtp;
