package org.belay.testkit;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What the relay has taken responsibility for: on record first, then, if it keeps them, the messages. */
final class Custody {
    private final RelayRecord record;
    private final Queue<Mail> mails = new ConcurrentLinkedQueue<>();
    private volatile boolean keepingBytes = true;

    Custody(RelayRecord record) {
        this.record = record;
    }

    void keepNoBytes() {
        keepingBytes = false;
    }

    void take(Mail mail) throws IOException {
        String sha256 = sha256(mail.bytes());
        String messageId = mail.messageId();
        Instant now = Instant.now();
        record.add(mail.recipients().stream()
                .map(to -> new Taken(now, messageId, to, mail.returnPath(), sha256, mail.bytes().length))
                .toList());
        if (keepingBytes) {
            mails.add(mail);
        }
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
