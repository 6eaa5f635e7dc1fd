package org.belay.story;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.belay.sandbox.Mail;

/** Every mail that reached a mailbox, in order, and a way to wait for the next. Thread-safe. */
final class Mailbag {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition another = lock.newCondition();
    private final List<Arrived> mails = new ArrayList<>();
    private int notices;
    private int corrections;

    /** Called by the mail server before it says 250. */
    void add(Arrived mail) {
        lock.lock();
        try {
            mails.add(mail);
            if (mail.kind() == Mail.Kind.NOTICE) notices++;
            if (mail.kind() == Mail.Kind.CORRECTION) corrections++;
            another.signalAll();
        } finally {
            lock.unlock();
        }
    }

    int count(Mail.Kind kind) {
        lock.lock();
        try {
            return kind == Mail.Kind.NOTICE ? notices : corrections;
        } finally {
            lock.unlock();
        }
    }

    List<Arrived> all() {
        lock.lock();
        try {
            return List.copyOf(mails);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until this many mails of a kind are there.
     *
     * @return whether they are; false when {@code milliseconds} have passed
     */
    boolean await(Mail.Kind kind, int wanted, long milliseconds) throws InterruptedException {
        long left = TimeUnit.MILLISECONDS.toNanos(milliseconds);
        lock.lockInterruptibly();
        try {
            while ((kind == Mail.Kind.NOTICE ? notices : corrections) < wanted) {
                if (left <= 0) return false;
                left = another.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
