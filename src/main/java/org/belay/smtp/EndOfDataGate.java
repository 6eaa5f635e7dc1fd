package org.belay.smtp;

/**
 * The last check before the end of data. It is a pair of methods so that the caller can count the threads between the
 * check and the write: a stop then knows when all permitted messages have been sent.
 */
@FunctionalInterface
public interface EndOfDataGate {

    /** Always permits. */
    EndOfDataGate ALWAYS_OPEN = () -> true;

    /**
     * Called at most once, when everything except the end of data has been sent. If false, the connection is closed
     * there, and no recipient gets the message. The last moment to record that the end of data is about to be sent.
     *
     * <p>An exception passes through {@link SmtpSession#offer}; the end of data has then not been sent, and the connection
     * is closed.
     */
    boolean mayEndData();

    /**
     * The end of data has been handed to the kernel, or its write has failed: called exactly once after each {@link
     * #open} that returned true, before the reply of the relay is read. Not called after false or an exception.
     *
     * <p>It should not throw: the end of data may have been sent, so after an exception here the message is uncertain.
     */
    default void endOfDataWritten() {}
}
