package org.belay.testkit;

/** Where in a dialogue a script can step in. */
public enum Point {
    /** The connection stands, nothing was said. */
    CONNECT,
    BANNER,
    EHLO,
    HELO,
    STARTTLS,
    /** The 220 to STARTTLS was sent (or the port is TLS from the start): instead of the handshake. */
    HANDSHAKE,
    AUTH,
    MAIL,
    RCPT,
    DATA,
    /** 354 was sent; the message is about to come. */
    BODY,
    /** The final dot was read. */
    DOT,
    RSET,
    QUIT
}
