package org.belay.sandbox;

import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.time.Clock;

/**
 * The sandbox's own mail server: takes every mail on the loopback address, for whomever, and sends none on. A mail is in its mailbox
 * before the server says 250.
 *
 * <p>GreenMail does the talking. Its own store would keep each mail as an open {@code MimeMessage} and make a user with a password
 * for every address, so the mails are taken from it at the door and kept in {@link Mailboxes}.
 */
public final class MailServer implements AutoCloseable {
    private final GreenMail greenMail;
    private final Mailboxes mailboxes;
    private final Clock clock;

    private MailServer(int port, Mailboxes mailboxes, Clock clock) {
        this.mailboxes = mailboxes;
        this.clock = clock;
        greenMail = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        greenMail.getUserManager().setMessageDeliveryHandler(this::intoItsMailbox);
    }

    /**
     * Starts it.
     *
     * @param port on the loopback address; 0 for any free one
     */
    public static MailServer start(int port, Mailboxes mailboxes, Clock clock) {
        var server = new MailServer(port, mailboxes, clock);
        server.greenMail.start();
        return server;
    }

    public int port() {
        return greenMail.getSmtp().getPort();
    }

    @Override
    public void close() {
        greenMail.stop();
    }

    private GreenMailUser intoItsMailbox(MovingMessage moving, MailAddress recipient) throws MessagingException {
        try {
            mailboxes.keep(Received.read(moving.getMessage(), recipient.getEmail(), clock.instant()));
        } catch (IOException e) {
            throw new MessagingException("could not keep a mail for " + recipient.getEmail(), e);
        }
        return new Delivered(recipient.getEmail());
    }
}
