package org.belay.bench;

/** Another way to send the same mail, to see beside it what Belay's is worth. */
interface Contender {
    String name();

    /** Sends so many messages, one recipient each, to a server on the loopback address. */
    void send(int port, int messages) throws InterruptedException;
}
