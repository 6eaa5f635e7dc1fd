package org.belay.smtp;

import org.belay.smtp.oauth.BearerTokenSource;

/** Credentials for the relay. Never printed, and never sent without TLS. */
public sealed interface RelayCredentials {

    String username();

    /** User name and password, for AUTH PLAIN or LOGIN. */
    record Password(String username, String password) implements RelayCredentials {
        public Password {
            // RFC 4616: NUL separates the two, so neither can contain one
            if (username.isEmpty() || username.indexOf(0) >= 0 || password.indexOf(0) >= 0) {
                throw new IllegalArgumentException(
                        "A relay's user name must not be empty, and neither it nor the password can contain a NUL"
                                + " character.");
            }
        }

        @Override
        public String toString() {
            return username + " (password hidden)";
        }
    }

    /** A mailbox and a source of tokens, for AUTH XOAUTH2. */
    record Bearer(String username, BearerTokenSource tokens) implements RelayCredentials {
        public Bearer {
            if (username.isEmpty() || username.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException(
                        "The mailbox to sign in as must not be empty and cannot contain control characters.");
            }
        }

        @Override
        public String toString() {
            return username + " (by token)";
        }
    }

    static RelayCredentials password(String username, String password) {
        return new Password(username, password);
    }

    static RelayCredentials bearerToken(String username, BearerTokenSource tokens) {
        return new Bearer(username, tokens);
    }
}
