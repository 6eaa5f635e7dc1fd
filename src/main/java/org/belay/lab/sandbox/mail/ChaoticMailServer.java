package org.belay.lab.sandbox.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Properties;
import org.belay.testkit.AcceptedMail;
import org.belay.testkit.FaultyRelay;
import org.belay.testkit.RandomFaults;
import org.belay.testkit.RelayBehaviour;
import org.belay.testkit.RelayRecord;

/**
 * The mail server of the sandbox with random faults: broken connections, slow, temporary or missing replies. Accepted
 * mails are in the mailboxes and in a record, so that the counts of Belay can be compared with both.
 */
public final class ChaoticMailServer implements AutoCloseable {
    private final FaultyRelay relay;
    private final StaffMailboxes mailboxes;
    private final Clock clock;

    /** @param record file to which the record is appended */
    public ChaoticMailServer(int port, StaffMailboxes mailboxes, Clock clock, Path record, long seed) {
        this.mailboxes = mailboxes;
        this.clock = clock;
        relay = FaultyRelay.start(port, new RelayRecord(record, RelayRecord.Durability.WRITE))
                .behaving(RelayBehaviour.generic())
                .withoutKeepingBytes()
                .forwardingTo(this::intoTheMailboxes)
                .withChaos(RandomFaults.seeded(seed));
    }

    int port() {
        return relay.port();
    }

    @Override
    public void close() {
        relay.close();
    }

    private void intoTheMailboxes(AcceptedMail mail) {
        try {
            var message =
                    new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(mail.bytes()));
            for (String recipient : mail.recipients()) {
                mailboxes.add(IncomingMail.read(message, recipient, clock.instant()));
            }
        } catch (MessagingException e) {
            throw new IllegalStateException("a mail that cannot be read: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
