package org.belay.access.oidc;

import org.jspecify.annotations.Nullable;

/** A sign-in through the provider has ended without a session; the message is for the log. */
public final class OidcFailure extends RuntimeException {
    private final OidcProblem problem;

    OidcFailure(OidcProblem problem, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.problem = problem;
    }

    /** The answer of a browser is not checked, because its place sent too many that were not valid. */
    public static OidcFailure tooOften() {
        return new OidcFailure(OidcProblem.TOO_OFTEN, "too many answers that were not valid", null);
    }

    public OidcProblem problem() {
        return problem;
    }
}
