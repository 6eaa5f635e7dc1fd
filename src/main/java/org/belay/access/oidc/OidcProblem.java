package org.belay.access.oidc;

/** Why a sign-in through the provider ended without a session. The page says for each what to do. */
public enum OidcProblem {
    /** The browser came back without the state with which it left, or too late. */
    STATE,
    /** The provider does not answer, or not in time. */
    AWAY,
    /** The provider refused the person or the request. */
    REFUSED,
    /** The provider does not accept Belay's client id, secret or redirect URI. */
    CLIENT,
    /** The provider's configuration names another issuer than {@code belay.yaml}. */
    ISSUER,
    /** The ID token is not valid yet or no longer. */
    CLOCK,
    /** The ID token is not signed by the provider, not for Belay, or not for this sign-in. */
    TOKEN,
    /** The person has more groups than the provider writes into a token. */
    TOO_MANY_GROUPS,
    /** None of the person's groups gives a role. */
    NO_ROLE,
    /** There is no account and none may be created. */
    NO_ACCOUNT,
    /** The provider has not verified the address, or names none. */
    UNVERIFIED_ADDRESS,
    /** The account with this address is connected with another person of the provider. */
    OTHER_PERSON,
    /** This place came back with too many answers that were not valid; this one was not checked. */
    TOO_OFTEN,
    DISABLED
}
