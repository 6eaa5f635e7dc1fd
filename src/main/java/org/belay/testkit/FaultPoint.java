package org.belay.testkit;

/** The points of a dialogue at which a script can act. */
public enum FaultPoint {
    /** The connection is open, the banner not sent yet. */
    CONNECT,
    BANNER,
    EHLO,
    HELO,
    STARTTLS,
    /** The 220 to STARTTLS was sent (or the port uses implicit TLS): acts instead of the handshake. */
    HANDSHAKE,
    AUTH,
    MAIL,
    RCPT,
    DATA,
    /** 354 was sent; the message follows. */
    BODY,
    /** The final dot was read, the reply not sent yet. */
    DOT,
    RSET,
    QUIT
}
