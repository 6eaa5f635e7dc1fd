/**
 * SMTP client: submits finished messages to one relay and returns an outcome for each recipient.
 *
 * <p>A sender would
 * <ol>
 *   <li>open a {@link SmtpSession} from a {@link RelayAddress}: connect, greeting, EHLO, STARTTLS, AUTH; if the relay is not ready,
 *       this throws {@link RelayUnavailable};
 *   <li>offer it a {@link SmtpTransaction}: one envelope, one message, up to the relay's number of recipients;
 *   <li>read one {@link RecipientOutcome} per recipient, in their order;
 *   <li>check {@link SmtpSession#usable()} before the next transaction, and close the session.
 * </ol>
 *
 * <p>{@link TlsTrust} holds certificates, {@link RelayCredentials} the credentials, {@link TokenEndpoint} fetches tokens, and
 * {@link AddressResolver} resolves the relay's name. Inside, an {@link SessionOpener} opens the session. For each transaction a
 * {@link TransactionDialogue} runs its {@link EnvelopeExchange} (MAIL to DATA) and sends the message, and {@link TransactionReplies} interprets the replies.
 * The envelope of the next transaction may be sent directly behind the final dot.
 *
 * <p>Guarantee: {@link RecipientOutcome.InDoubt} is returned if and only if the end of data may have reached the relay and no complete
 * reply was read. For this, contradictory replies are not believed, every failure has a {@link SmtpStage}, deadlines close the plain
 * socket (read time-outs apply to each read, so a relay that sends one byte a minute would defeat them), and
 * {@link EndOfDataGate#mayEndData()} is called directly before the end of data.
 *
 * <p>Callbacks of the caller ({@link EndOfDataGate}, {@link SmtpTranscript}) may throw: the exception passes through and the connection is
 * closed.
 *
 * <p>The client uses the JDK only and knows no people, mailings or database; {@code docs/smtp-client.md} shows it on its own.
 */
@NullMarked
package org.belay.smtp;

import org.belay.smtp.oauth.TokenEndpoint;
import org.belay.smtp.tls.TlsTrust;
import org.belay.smtp.wire.SmtpTranscript;
import org.jspecify.annotations.NullMarked;
