package org.belay.lab.story;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.belay.lab.sandbox.mail.SandboxMail;

/** All mails that reached a mailbox, in order, and a way to wait for more. Thread-safe. */
final class MailCollector {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final List<ArrivedMail> mails = new ArrayList<>();
    private final Map<SandboxMail.MailKind, Set<String>> people = new EnumMap<>(SandboxMail.MailKind.class);
    private volatile long replyDelay;

    /** Delays replies of the mail server by this many milliseconds after a mail is in its mailbox, like a busy server. */
    void delayReplies(long milliseconds) {
        replyDelay = milliseconds;
    }

    /** Called by the mail server before it replies 250. */
    void add(ArrivedMail mail) {
        keep(mail);
        try {
            TimeUnit.MILLISECONDS.sleep(replyDelay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void keep(ArrivedMail mail) {
        lock.lock();
        try {
            mails.add(mail);
            people.computeIfAbsent(mail.kind(), kind -> new HashSet<>())
                    .add(mail.recipient().toLowerCase(Locale.ROOT));
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The number of people with a mail of this kind; further copies do not count. */
    int count(SandboxMail.MailKind kind) {
        lock.lock();
        try {
            return people.getOrDefault(kind, Set.of()).size();
        } finally {
            lock.unlock();
        }
    }

    List<ArrivedMail> all() {
        lock.lock();
        try {
            return List.copyOf(mails);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until this many people have a mail of a kind.
     *
     * @return false if {@code milliseconds} passed before
     */
    boolean await(SandboxMail.MailKind kind, int wanted, long milliseconds) throws InterruptedException {
        long left = TimeUnit.MILLISECONDS.toNanos(milliseconds);
        lock.lockInterruptibly();
        try {
            while (count(kind) < wanted) {
                if (left <= 0) return false;
                left = arrived.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
