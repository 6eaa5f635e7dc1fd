package org.belay.audience;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.belay.audience.person.Person;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.jdbc.UncategorizedSQLException;
import tools.jackson.databind.json.JsonMapper;

/** Streams people into an audience with COPY, in the connection's transaction; holds one person in memory at a time. */
final class MemberCopy implements AutoCloseable {
    private static final String COPY =
            "COPY %s (audience, ordinal, address, name, attributes) FROM STDIN (ENCODING 'UTF8')";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final AudienceId audience;
    private final CopyIn copy;
    private int ordinal;

    MemberCopy(Connection connection, AudienceId audience) {
        this(connection, audience, "audience_member");
    }

    /** @param table {@code audience_member}, or one with its columns */
    MemberCopy(Connection connection, AudienceId audience, String table) {
        this.audience = audience;
        try {
            copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY.formatted(table));
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    void add(Person person) {
        var row = new StringBuilder(200)
                .append(audience.value())
                .append('\t')
                .append(ordinal++)
                .append('\t');
        escape(row, person.address().text()).append('\t');
        escape(row, person.name()).append('\t');
        escape(row, JSON.writeValueAsString(person.attributes())).append('\n');
        byte[] bytes = row.toString().getBytes(StandardCharsets.UTF_8);
        try {
            copy.writeToCopy(bytes, 0, bytes.length);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    long end() {
        try {
            return copy.endCopy();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Cancels the COPY if {@link #end} was not called; the connection can be used again. */
    @Override
    public void close() {
        try {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static StringBuilder escape(StringBuilder row, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> row.append("\\\\");
                case '\t' -> row.append("\\t");
                case '\n' -> row.append("\\n");
                case '\r' -> row.append("\\r");
                default -> row.append(c);
            }
        }
        return row;
    }

    private static UncategorizedSQLException failed(SQLException e) {
        return new UncategorizedSQLException("copy people into an audience", COPY, e);
    }
}
