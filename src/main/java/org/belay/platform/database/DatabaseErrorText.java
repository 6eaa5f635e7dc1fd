package org.belay.platform.database;

import java.sql.SQLException;
import org.belay.platform.RequestRefused;

/** Explains a database error in one line for the operator. */
public final class DatabaseErrorText {

    private DatabaseErrorText() {}

    static RequestRefused refusal(Database database, Throwable why) {
        return new RequestRefused(
                "The database " + database.shownUrl() + " cannot be used: " + describe(why)
                        + " Belay was not started, and" + " nothing was changed there. " + advice(why),
                why);
    }

    /** The error in one line, with the cause of the driver: which host, which certificate. */
    public static String describe(Throwable why) {
        String message = sentence(why);
        Throwable cause = why.getCause();
        if (cause == null || cause.getMessage() == null) return message;
        String more = oneLine(cause.getMessage());
        return message.contains(more)
                ? message
                : message + " (" + cause.getClass().getSimpleName() + ": " + more + ")";
    }

    private static String sentence(Throwable why) {
        String message = why.getMessage() == null ? why.getClass().getSimpleName() : oneLine(why.getMessage());
        return message.endsWith(".") ? message : message + ".";
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    private static String advice(Throwable why) {
        String state =
                why instanceof SQLException refused && refused.getSQLState() != null ? refused.getSQLState() : "";
        return switch (state) {
            case "28P01", "28000" ->
                "Check database.user and database.password-file (BELAY_DATABASE_USER,"
                        + " BELAY_DATABASE_PASSWORD_FILE), and pg_hba.conf of the server.";
            case "3D000" ->
                "Create it (CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0), or correct database.url"
                        + " (BELAY_DATABASE_URL).";
            case "53300" -> "Raise max_connections of the server, or the connection limit of the user or the database.";
            case "42501" ->
                "Make Belay's user the owner of the database (ALTER DATABASE … OWNER TO …), or grant it CREATE on"
                        + " its schema.";
            default ->
                "Check database.url, database.user and database.password-file (BELAY_DATABASE_URL, …), or leave them"
                        + " out for the embedded database.";
        };
    }
}
