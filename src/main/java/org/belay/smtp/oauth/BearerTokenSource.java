package org.belay.smtp.oauth;

import java.io.IOException;

/** Source of bearer tokens (RFC 6750). Called by any thread. */
@FunctionalInterface
public interface BearerTokenSource {

    /**
     * A token that is valid for some minutes at least.
     *
     * @throws TokenRefused if there is none and a person must change something
     * @throws IOException if there is none at the moment
     */
    String token() throws IOException;

    /** The relay refused this token, so it must not be used again. */
    default void refused(String token) {}
}
