package org.belay.access.oidc;

import org.jspecify.annotations.Nullable;

/** A sign-in through the provider has ended without a session; the message is for the log. */
public final class OidcFailure extends RuntimeException {
    private final OidcProblem problem;

    OidcFailure(OidcProblem problem, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.problem = problem;
    }

    public OidcProblem problem() {
        return problem;
    }
}
