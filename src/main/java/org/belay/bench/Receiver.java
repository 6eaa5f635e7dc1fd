package org.belay.bench;

/** A mail server on the loopback address that accepts everything and counts it. */
interface Receiver extends AutoCloseable {

    int port();

    /** The count since {@link #reset}. */
    Count count();

    void reset();

    /** The first message since the last reset, as sent over the wire; empty if unknown. */
    byte[] sample();

    @Override
    void close();
}
