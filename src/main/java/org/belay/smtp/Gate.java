package org.belay.smtp;

/**
 * The last question before a message is on its way. It is a pair so that the caller can count who stands between the
 * question and the wire: whoever orders a stop knows that all who were let through are through.
 */
@FunctionalInterface
public interface Gate {

    /** One that is always open. */
    Gate OPEN = () -> true;

    /**
     * Asked at most once, when all but the final dot has left our hands; false closes the connection there, and nobody
     * gets the message. The last moment to write down that the dot is about to go.
     *
     * <p>An exception passes through {@link Session#offer}; the dot has not left then, and the connection is closed.
     */
    boolean open();

    /**
     * The dot is with the kernel, or its write has failed: called exactly once after each {@link #open} that said yes,
     * before the relay's answer is waited for. Not called after a no or an exception.
     *
     * <p>It should not throw: the dot may have left, and whoever throws here must take the message for in doubt.
     */
    default void passed() {}
}
