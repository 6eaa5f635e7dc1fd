package org.belay.response.mailbox;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.FolderNotFoundException;
import jakarta.mail.Message;
import jakarta.mail.MessageRemovedException;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.belay.platform.BounceSettings.ImapSettings;
import org.belay.response.ReportReader;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.jspecify.annotations.Nullable;

/**
 * A mailbox on an IMAP server (RFC 9051). New mail is announced by the server (IDLE, RFC 2177) or looked for. A recorded message moves to
 * another folder (MOVE, RFC 6851, or COPY and EXPUNGE), so that no other message is deleted.
 */
final class ImapSource implements MessageSource {
    private static final int MAX_AT_ONCE = 100;
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(15);

    private final ImapSettings settings;
    private final ImapConnector connector;
    private volatile @Nullable IMAPStore store;
    private volatile @Nullable IMAPFolder folder;

    ImapSource(ImapSettings settings) {
        this.settings = settings;
        connector = new ImapConnector(settings);
    }

    @Override
    public int readNew(MessageHandler handler) throws MailboxProblem {
        try {
            int read = 0;
            for (int some = readSome(handler); some > 0; some = readSome(handler)) {
                read += some;
            }
            return read;
        } catch (MessagingException | IOException e) {
            throw problem(e);
        }
    }

    /** Reads the oldest messages. Opens the folder again afterwards, because not every server announces what was moved. */
    private int readSome(MessageHandler handler) throws MessagingException, IOException, MailboxProblem {
        IMAPFolder open = open();
        int waiting = open.getMessageCount();
        if (waiting == 0) {
            return 0;
        }
        var recorded = new ArrayList<Message>();
        try {
            for (Message message : open.getMessages(1, Math.min(waiting, MAX_AT_ONCE))) {
                if (handle(message, handler)) recorded.add(message);
            }
        } finally {
            move(open, recorded.toArray(Message[]::new));
        }
        open.close(false);
        return recorded.size();
    }

    /** False if another program deleted or moved the message. */
    private static boolean handle(Message message, MessageHandler handler) throws MessagingException, IOException {
        try (InputStream in = ((IMAPMessage) message).getMimeStream()) {
            handler.handle(in.readNBytes(ReportReader.MOST_BYTES));
            return true;
        } catch (MessageRemovedException gone) {
            return false;
        }
    }

    private void move(IMAPFolder from, Message[] messages) throws MessagingException {
        if (messages.length == 0) {
            return;
        }
        Folder to = doneFolder(current());
        if (current().hasCapability("MOVE")) {
            from.moveMessages(messages, to);
        } else {
            from.copyMessages(messages, to);
            from.setFlags(messages, new Flags(Flags.Flag.DELETED), true);
            from.expunge(messages);
        }
    }

    private Folder doneFolder(IMAPStore open) throws MessagingException {
        Folder to = open.getFolder(settings.doneFolder());
        if (!to.exists() && !to.create(Folder.HOLDS_MESSAGES)) {
            throw new FolderNotFoundException(to, "It cannot be created.");
        }
        return to;
    }

    /** While this thread waits for the server, another one ends the wait by asking for the number of messages. */
    @Override
    public void awaitNew(Duration atMost) throws MailboxProblem, InterruptedException {
        ScheduledExecutorService alarm = Executors.newSingleThreadScheduledExecutor(ImapSource::daemon);
        try {
            IMAPFolder open = open();
            if (!current().hasCapability("IDLE")) {
                Thread.sleep(Math.min(atMost.toMillis(), BETWEEN_LOOKS.toMillis()));
                return;
            }
            if (open.getMessageCount() > 0) {
                return;
            }
            ScheduledFuture<Integer> end =
                    alarm.schedule(open::getMessageCount, atMost.toMillis(), TimeUnit.MILLISECONDS);
            open.idle(true);
            end.cancel(false);
        } catch (MessagingException | IllegalStateException e) {
            throw problem(e);
        } finally {
            alarm.shutdownNow();
        }
        if (Thread.interrupted()) throw new InterruptedException();
    }

    private static Thread daemon(Runnable task) {
        var thread = new Thread(task, "bounce-mailbox-idle");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public List<String> test() throws MailboxProblem {
        var steps = new ArrayList<String>();
        try (IMAPStore tried = connector.connect()) {
            steps.add("Connected to " + settings.host() + ":" + settings.port() + " ("
                    + (tried.isSSL() ? "with TLS" : "without TLS") + ") and signed in as " + settings.username() + ".");
            Folder read = tried.getFolder(settings.folder());
            read.open(Folder.READ_WRITE);
            steps.add("The folder " + settings.folder() + " has " + read.getMessageCount()
                    + " messages. They are read from there and moved to " + settings.doneFolder() + ".");
            read.close(false);
            doneFolder(tried);
            steps.add("The folder " + settings.doneFolder() + " exists.");
            steps.add(
                    tried.hasCapability("IDLE")
                            ? "The server announces new mail (IDLE), so it is read at once."
                            : "The server does not announce new mail (no IDLE): Belay looks every "
                                    + BETWEEN_LOOKS.toSeconds() + " seconds.");
            return steps;
        } catch (MessagingException | IOException e) {
            throw problem(e);
        }
    }

    private IMAPFolder open() throws MessagingException, MailboxProblem {
        IMAPFolder open = folder;
        if (open != null && open.isOpen()) {
            return open;
        }
        try {
            IMAPStore connected = connected();
            IMAPFolder opened = (IMAPFolder) connected.getFolder(settings.folder());
            opened.open(Folder.READ_WRITE);
            folder = opened;
            return opened;
        } catch (IOException e) {
            throw problem(e);
        }
    }

    private IMAPStore connected() throws MessagingException, IOException {
        IMAPStore open = store;
        if (open != null && open.isConnected()) {
            return open;
        }
        close();
        open = connector.connect();
        store = open;
        return open;
    }

    private IMAPStore current() throws MessagingException {
        IMAPStore open = store;
        if (open == null) throw new MessagingException("The connection is closed.");
        return open;
    }

    private MailboxProblem problem(Exception e) {
        String server = settings.host() + ":" + settings.port();
        if (e instanceof AuthenticationFailedException) {
            return new MailboxProblem(
                    server + " refused the sign-in of " + settings.username() + ": " + e.getMessage()
                            + " Check the password file or the access token of bounce-mailbox.imap.",
                    e);
        }
        if (e instanceof FolderNotFoundException missing) {
            return new MailboxProblem(
                    "There is no folder " + missing.getFolder().getFullName() + " on " + server
                            + ". Correct bounce-mailbox.imap.folder, or create the folder.",
                    e);
        }
        return new MailboxProblem(server + " cannot be read: " + ImapConnector.reason(e), e);
    }

    @Override
    public void close() {
        IMAPStore open = store;
        store = null;
        folder = null;
        if (open != null) {
            try {
                open.close();
            } catch (MessagingException alreadyBroken) {
                // the connection ended on its own
            }
        }
    }
}
