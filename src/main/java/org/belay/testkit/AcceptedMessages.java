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

/** The messages that the relay accepted: written to its record first, then kept in memory if it keeps messages. */
final class AcceptedMessages {
    private final RelayRecord record;
    private final RelayDefaults defaults;
    private final Queue<AcceptedMail> mails = new ConcurrentLinkedQueue<>();
    private final AtomicLong lastQueueId;
    private volatile boolean keepingBytes = true;
    private volatile Consumer<AcceptedMail> consumer = mail -> {};

    AcceptedMessages(RelayRecord record, RelayDefaults defaults) {
        this.record = record;
        this.defaults = defaults;
        lastQueueId = new AtomicLong(System.currentTimeMillis() * 1000); // different from those before a restart
    }

    void discardMessages() {
        keepingBytes = false;
    }

    void forwardTo(Consumer<AcceptedMail> consumer) {
        this.consumer = consumer;
    }

    /** A new queue id, as a relay returns it in its reply. */
    String newQueueId() {
        return Long.toString(lastQueueId.incrementAndGet(), Character.MAX_RADIX).toUpperCase(Locale.ROOT);
    }

    void accept(AcceptedMail mail, String name) throws IOException {
        String sha256 = sha256(mail.bytes());
        String messageId = mail.messageId();
        Instant now = defaults.clock.instant();
        record.add(mail.recipients().stream()
                .map(to ->
                        new AcceptedRecipient(now, messageId, to, mail.returnPath(), sha256, mail.bytes().length, name))
                .toList());
        AcceptedMail kept = defaults.replacesMessageId ? mail.withMessageId("<" + name + "@faulty.relay>") : mail;
        if (keepingBytes) {
            mails.add(kept);
        }
        consumer.accept(kept);
    }

    List<AcceptedMail> mails() {
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
