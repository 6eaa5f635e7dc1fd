package org.belay.bench;

/** A mail server on the loopback address that takes everything and counts it. */
interface Receiver extends AutoCloseable {

    int port();

    /** What was taken since {@link #reset}. */
    Count count();

    void reset();

    /** The first message since the count began, as it was on the wire; empty when it is not known. */
    byte[] sample();

    @Override
    void close();
}
