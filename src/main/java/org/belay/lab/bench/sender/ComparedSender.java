package org.belay.lab.bench.sender;

/** Another way to send the same mail, for comparison. */
public interface ComparedSender {
    String name();

    /** Sends this number of messages, each with one recipient, to a server on the loopback address. */
    void send(int port, int messages) throws InterruptedException;
}
