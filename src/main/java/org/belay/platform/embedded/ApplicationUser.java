package org.belay.platform.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.belay.platform.RequestRefused;
import org.postgresql.PGConnection;

/**
 * The database user of a running Belay, which owns nothing: a statement that was smuggled into the application cannot
 * change tables or the audit record.
 */
record ApplicationUser(DatabaseFiles files) {
    static final String NAME = EmbeddedPostgres.NAME + "_application";

    /** Returns the password. Creates the user if it was not created completely before. */
    String ensure(String url, String ownerPassword) throws IOException {
        if (!Files.exists(files.applicationPassword())) {
            String password = DatabaseFiles.newPassword();
            try (Connection owner = DriverManager.getConnection(url, EmbeddedPostgres.NAME, ownerPassword)) {
                create(owner, password);
            } catch (SQLException failed) {
                throw new RequestRefused(
                        "The database user " + NAME + " of the embedded database cannot be created ("
                                + failed.getMessage() + "). Belay was not started.",
                        failed);
            }
            DatabaseFiles.writeSecret(files.applicationPassword(), password);
        }
        return Files.readString(files.applicationPassword());
    }

    private static void create(Connection owner, String password) throws SQLException {
        try (var statement = owner.createStatement()) {
            statement.execute("""
                    DO $$
                    BEGIN
                        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '%1$s') THEN
                            CREATE ROLE %1$s LOGIN;
                        END IF;
                    END
                    $$
                    """.formatted(NAME));
        }
        owner.unwrap(PGConnection.class).alterUserPassword(NAME, password.toCharArray(), "scram-sha-256");
    }
}
