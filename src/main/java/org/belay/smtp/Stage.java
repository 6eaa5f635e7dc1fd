package org.belay.smtp;

/** Where in the dialogue with a relay something happened, in the order of the dialogue. */
public enum Stage {
    /** Finding the relay's addresses and reaching one. */
    CONNECT,
    /** The relay's first line. */
    GREETING,
    /** EHLO, or HELO where EHLO is unknown. */
    EHLO,
    /** The command STARTTLS and its answer. */
    STARTTLS,
    /** The TLS handshake, the relay's certificate included. */
    HANDSHAKE,
    AUTH,
    /** Giving up a transaction so that the next one starts clean. */
    RSET,
    MAIL,
    RCPT,
    /** The command DATA and its 354. */
    DATA,
    /** The message's bytes, without its end. */
    BODY,
    /** From the final dot to its answer: the only stage that can leave doubt. */
    END,
    QUIT;

    /** Whether what fails here says nothing about any recipient: the relay, or what it thinks of us. */
    public boolean concernsRelay() {
        return compareTo(MAIL) <= 0;
    }
}
