package org.belay.smtp;

import java.io.IOException;

/** Where bearer tokens come from (RFC 6750). Called by any thread. */
@FunctionalInterface
public interface Tokens {

    /**
     * A token that is good for some minutes at least.
     *
     * @throws TokenRefused if there is none and a person must change something
     * @throws IOException if there is none now
     */
    String token() throws IOException;

    /** The relay did not believe this one, so it is no use to offer it again. */
    default void refused(String token) {}
}
