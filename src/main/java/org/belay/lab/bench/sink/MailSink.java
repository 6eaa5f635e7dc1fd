package org.belay.lab.bench.sink;

/** A mail server on the loopback address that accepts everything and counts it. */
public interface MailSink extends AutoCloseable {

    int port();

    /** The count since {@link #reset}. */
    SinkCount count();

    void reset();

    /** The first message since the last reset, as sent over the wire; empty if unknown. */
    byte[] sample();

    @Override
    void close();
}
