package org.belay.testkit;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** What the relay has taken responsibility for: on record first, then, if it keeps them, the messages. */
final class Custody {
    private final RelayRecord record;
    private final Manners manners;
    private final Queue<Mail> mails = new ConcurrentLinkedQueue<>();
    private final AtomicLong names;
    private volatile boolean keepingBytes = true;
    private volatile Consumer<Mail> next = mail -> {};

    Custody(RelayRecord record, Manners manners) {
        this.record = record;
        this.manners = manners;
        names = new AtomicLong(System.currentTimeMillis() * 1000); // other ones than before a restart
    }

    void keepNoBytes() {
        keepingBytes = false;
    }

    void handOnTo(Consumer<Mail> next) {
        this.next = next;
    }

    /** A name for a message, as relays give one in their answer. */
    String newName() {
        return Long.toString(names.incrementAndGet(), Character.MAX_RADIX).toUpperCase(Locale.ROOT);
    }

    void take(Mail mail, String name) throws IOException {
        String sha256 = sha256(mail.bytes());
        String messageId = mail.messageId();
        Instant now = manners.clock.instant();
        record.add(mail.recipients().stream()
                .map(to -> new Taken(now, messageId, to, mail.returnPath(), sha256, mail.bytes().length, name))
                .toList());
        Mail kept = manners.namesMessagesAnew ? mail.renamed("<" + name + "@faulty.relay>") : mail;
        if (keepingBytes) {
            mails.add(kept);
        }
        next.accept(kept);
    }

    List<Mail> mails() {
        return List.copyOf(mails);
    }

    RelayRecord record() {
        return record;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }
}
