package org.belay.smtp;

/** A stage of the dialogue with a relay, in the order of the dialogue. */
public enum SmtpStage {
    /** Resolving the name of the relay and connecting to it. */
    CONNECT,
    /** The first line of the relay. */
    GREETING,
    /** EHLO, or HELO if EHLO is unknown. */
    EHLO,
    /** The command STARTTLS and its reply. */
    STARTTLS,
    /** The TLS handshake, including the certificate of the relay. */
    HANDSHAKE,
    AUTH,
    /** Resetting a transaction before the next one. */
    RSET,
    MAIL,
    RCPT,
    /** The command DATA and its 354. */
    DATA,
    /** The bytes of the message, without the end of data. */
    BODY,
    /** From the final dot to its reply: the only stage that can leave a mail uncertain. */
    END,
    QUIT;

    /** Whether a failure here says nothing about a recipient, only about the relay or our access to it. */
    public boolean concernsRelay() {
        return compareTo(MAIL) <= 0;
    }
}
