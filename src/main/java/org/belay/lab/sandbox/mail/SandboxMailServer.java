package org.belay.lab.sandbox.mail;

import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Clock;

/**
 * The mail server of the sandbox: accepts every mail on the loopback address, for any recipient, and forwards none. A
 * mail is in its mailbox before the server replies 250.
 *
 * <p>It uses GreenMail for SMTP. The store of GreenMail would keep each mail as an open {@code MimeMessage} and
 * create a user for every address, so mails are taken over on arrival and kept in {@link StaffMailboxes}.
 */
public final class SandboxMailServer implements AutoCloseable {
    private final GreenMail greenMail;
    private final MailHandler door;

    private SandboxMailServer(int port, MailHandler door) {
        this.door = door;
        greenMail = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        greenMail.getUserManager().setMessageDeliveryHandler(this::intoItsMailbox);
    }

    /** Receives each mail, once per recipient, before the server replies 250. */
    public interface MailHandler {
        void take(MimeMessage message, String recipient) throws MessagingException, IOException;
    }

    /**
     * Starts the server with the mailboxes of the pages.
     *
     * @param port on the loopback address; 0 for any free one
     */
    public static SandboxMailServer start(int port, StaffMailboxes mailboxes, Clock clock) {
        return start(
                port, (message, recipient) -> mailboxes.add(IncomingMail.read(message, recipient, clock.instant())));
    }

    /**
     * Starts the server.
     *
     * @param port on the loopback address; 0 for any free one
     */
    public static SandboxMailServer start(int port, MailHandler door) {
        var server = new SandboxMailServer(port, door);
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
            door.take(moving.getMessage(), recipient.getEmail());
        } catch (IOException e) {
            throw new MessagingException("could not store a mail for " + recipient.getEmail(), e);
        }
        return new MailboxUser(recipient.getEmail());
    }
}
