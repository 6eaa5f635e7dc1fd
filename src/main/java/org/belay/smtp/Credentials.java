package org.belay.smtp;

/** What the relay knows us by. Never printed. */
public record Credentials(String username, String password) {
    public Credentials {
        // RFC 4616: NUL separates the two, so neither can hold one
        if (username.isEmpty() || username.indexOf(0) >= 0 || password.indexOf(0) >= 0) {
            throw new IllegalArgumentException("A relay's user name must not be empty, and neither it nor the password"
                    + " can contain a NUL character.");
        }
    }

    @Override
    public String toString() {
        return username + " (password hidden)";
    }
}
