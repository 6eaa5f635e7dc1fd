package org.belay.bench;

/** Another way to send the same mail, for comparison. */
interface Contender {
    String name();

    /** Sends this number of messages, each with one recipient, to a server on the loopback address. */
    void send(int port, int messages) throws InterruptedException;
}
