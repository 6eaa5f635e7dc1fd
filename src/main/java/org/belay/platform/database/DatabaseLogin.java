package org.belay.platform.database;

import java.util.Optional;
import java.util.Properties;

/**
 * A user of the database.
 *
 * @param user empty: the user that the driver or the URL names
 * @param password empty: none, or one that the URL or a password file of the driver contains
 */
public record DatabaseLogin(Optional<String> user, Optional<String> password) {
    public static DatabaseLogin of(String user, String password) {
        return new DatabaseLogin(Optional.of(user), Optional.of(password));
    }

    void addTo(Properties properties) {
        user.ifPresent(name -> properties.setProperty("user", name));
        password.ifPresent(secret -> properties.setProperty("password", secret));
    }
}
