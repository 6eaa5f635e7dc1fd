package org.belay.smtp;

/** How the way to the relay is protected. */
public enum Security {
    /** In clear. No credentials are ever sent this way. */
    NONE,
    /** Begins in clear and must change to TLS before anything is said (RFC 3207); a relay that cannot is not used. */
    STARTTLS,
    /** TLS from the first byte (RFC 8314 3.3, port 465). */
    TLS
}
