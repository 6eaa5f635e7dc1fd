package org.belay.smtp.oauth;

import java.io.IOException;

/** There is no token until a person has changed something. The message says what and where, and contains no secret. */
public final class TokenRefused extends IOException {
    private static final long serialVersionUID = 1;

    public TokenRefused(String message) {
        super(message);
    }
}
