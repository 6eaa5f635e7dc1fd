package org.belay.directory.selection;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.belay.audience.source.SourceRow;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** SQL that finds the people of a selection. */
@Repository
class SelectionStore {
    private static final int FETCH = 2_000;

    private final JdbcClient sql;

    SelectionStore(JdbcClient sql) {
        this.sql = sql;
    }

    /** Needs a transaction: without one, the driver reads all rows into memory. */
    void read(SelectionNode selection, SelectionOperands operands, Consumer<SourceRow> rows) {
        String statement = """
                WITH c AS MATERIALIZED (
                    SELECT DISTINCT ON (key) *
                      FROM (%s) AS named
                     ORDER BY key, part, ordinal)
                SELECT address, name, attributes
                  FROM c
                 WHERE %s
                 ORDER BY part, ordinal
                """.formatted(operands.candidates(), selection.sql(operands));
        RowCallbackHandler row = found -> rows.accept(person(found));
        sql.sql(statement).params(operands.parameters()).withFetchSize(FETCH).query(row);
    }

    /** Attributes of the audiences to which a mailing was submitted; empty if it never was. */
    List<String[]> attributesOf(long mailing) {
        return sql.sql("""
                SELECT a.attributes
                  FROM dispatch p
                  JOIN snapshot s ON s.id = p.snapshot
                  JOIN audience a ON a.id = s.audience
                 WHERE p.kind = 'NOTICE' AND p.mailing = :mailing
                """)
                .param("mailing", mailing)
                .query((row, n) -> (String[]) row.getArray(1).getArray())
                .list();
    }

    private static SourceRow person(ResultSet row) throws SQLException {
        Map<String, String> attributes =
                JsonMapper.shared().readValue(row.getString("attributes"), new TypeReference<>() {});
        var values = new LinkedHashMap<>(attributes);
        if (values.containsKey("givenName") && values.containsKey("familyName")) {
            values.remove("fullName"); // made of both again
        }
        values.put("email", row.getString("address"));
        values.put("name", row.getString("name"));
        return new SourceRow(row.getString("address"), values);
    }
}
