package org.belay.delivery.relay;

import java.util.List;
import java.util.Optional;
import org.belay.smtp.RecipientOutcome;
import org.belay.smtp.SmtpSession;
import org.belay.smtp.SmtpTransaction;

/**
 * An open connection to the relay. A transaction can be offered only on one, so that no attempt is recorded while the
 * connection is closed. It ends when {@link RelayConnection} is released or opened again.
 */
public final class OpenConnection {

    private final RelayConnection connection;
    private final SmtpSession session;

    OpenConnection(RelayConnection connection, SmtpSession session) {
        this.connection = connection;
        this.session = session;
    }

    /** Called before each message: takes its permits if the limits of the relay allow it now. */
    public LimitDecision requestPermit(int recipients) {
        return connection.requestPermit(recipients);
    }

    /**
     * Offers a transaction. If it ends in an exception, the connection is closed; no reply that was read is lost with
     * it.
     *
     * @param next what will be offered after it, for relays that accept the next envelope behind the final dot
     * @return one outcome per recipient, as the profile interprets it. {@link RecipientOutcome.Withheld} with a reply
     *     exceeded a limit that is known from now on: it is offered again in the next transaction
     */
    public List<RecipientOutcome> offer(SmtpTransaction now, Optional<SmtpTransaction> next) {
        return connection.offer(session, now, next);
    }
}
