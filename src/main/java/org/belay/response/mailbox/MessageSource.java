package org.belay.response.mailbox;

import java.time.Duration;
import java.util.List;

/** A mailbox that is read by one thread. Closed after a problem; the next read opens it again. Any thread may close it, which ends a wait. */
interface MessageSource extends AutoCloseable {

    /** What happens to a message. */
    @FunctionalInterface
    interface MessageHandler {
        /** @throws RuntimeException if the message was not recorded and must stay where it is */
        void handle(byte[] message);
    }

    /**
     * Hands over each message, and moves it away once it is recorded.
     *
     * @return number of messages
     * @throws MailboxProblem if the mailbox cannot be read, or a message cannot be moved
     */
    int readNew(MessageHandler handler) throws MailboxProblem;

    /** Waits for a new message, at most for a time. May return early. */
    void awaitNew(Duration atMost) throws MailboxProblem, InterruptedException;

    /**
     * What a person needs to know when the mailbox is tested: one line for each step. Changes no message.
     *
     * @throws MailboxProblem if a step fails
     */
    List<String> test() throws MailboxProblem;

    @Override
    void close();
}
