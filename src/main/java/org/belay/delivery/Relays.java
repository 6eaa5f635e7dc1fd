package org.belay.delivery;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import org.belay.platform.Settings;
import org.belay.smtp.Credentials;
import org.belay.smtp.Outcome;
import org.belay.smtp.RelayAddress;
import org.belay.smtp.RelayUnavailable;
import org.belay.smtp.Security;
import org.belay.smtp.Session;
import org.belay.smtp.Transaction;
import org.springframework.stereotype.Component;

/** Connections to the relay, kept between batches and retired before the relay would close them. */
@Component
public class Relays {

    /** Postfix and Exchange close after 100 messages or so; a connection is retired before that. */
    private static final int MESSAGES_PER_CONNECTION = 90;

    /** A relay closes an idle connection after some minutes, at the earliest after 60 s (Exchange Online). */
    private static final long IDLE_NANOS = 30_000_000_000L;

    private final Settings settings;
    private final Deque<Kept> idle = new ConcurrentLinkedDeque<>();
    private final Semaphore places;

    Relays(Settings settings) {
        this.settings = settings;
        places = new Semaphore(Math.max(1, settings.relay().connections()), true);
    }

    private record Kept(Session session, int messages, long since) {}

    /** The configured relay, its password read anew, so that a change needs no restart. */
    public RelayAddress address() {
        Settings.Relay relay = settings.relay();
        var security = Security.valueOf(relay.security().name());
        RelayAddress address = RelayAddress.of(relay.host(), relay.port(), security, relay.ehloName());
        return relay.username().isEmpty()
                ? address
                : address.as(Credentials.password(relay.username().get(), password(relay.passwordFile())));
    }

    private static String password(Optional<Path> file) {
        try {
            return file.isEmpty() ? "" : Files.readString(file.get()).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("The relay's password file " + file.get() + " cannot be read.", e);
        }
    }

    /** A line to the relay for one worker; it opens when it is first needed. */
    Line line() {
        return new Line();
    }

    /** One worker's connection, opened again when the relay has closed it. It has one of the places the relay allows us. */
    final class Line implements AutoCloseable {

        private Session session;
        private boolean placed;
        private int messages;

        /** @throws RelayUnavailable when the relay cannot be reached or will not have us */
        void open() {
            if (session != null && session.usable() && messages < MESSAGES_PER_CONNECTION) {
                return;
            }
            retire();
            if (!placed) {
                places.acquireUninterruptibly();
                placed = true;
            }
            for (Kept kept = idle.pollFirst(); kept != null; kept = idle.pollFirst()) {
                if (kept.session.usable() && System.nanoTime() - kept.since < IDLE_NANOS) {
                    session = kept.session;
                    messages = kept.messages;
                    return;
                }
                kept.session.close();
            }
            session = Session.open(address());
            messages = 0;
        }

        Outcome offer(Transaction transaction) {
            messages++;
            return session.offer(transaction).get(0);
        }

        @Override
        public void close() {
            retire();
            if (placed) {
                places.release();
                placed = false;
            }
        }

        private void retire() {
            if (session == null) {
                return;
            }
            if (session.usable() && messages < MESSAGES_PER_CONNECTION) {
                idle.addFirst(new Kept(session, messages, System.nanoTime()));
            } else {
                session.close();
            }
            session = null;
        }
    }

    @PreDestroy
    void closeAll() {
        for (Kept kept = idle.pollFirst(); kept != null; kept = idle.pollFirst()) {
            kept.session.close();
        }
    }
}
