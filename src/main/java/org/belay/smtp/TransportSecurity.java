package org.belay.smtp;

/** How the connection to the relay is protected. */
public enum TransportSecurity {
    /** Not encrypted. Credentials are never sent this way. */
    NONE,
    /**
     * Begins unencrypted and must switch to TLS before anything else (RFC 3207); a relay without STARTTLS is not used.
     */
    STARTTLS,
    /** TLS from the first byte (RFC 8314 3.3, port 465). */
    TLS
}
