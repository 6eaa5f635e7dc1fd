package org.belay.directory.selection;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.belay.access.UserId;
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

    /** Whether people may still be sent the notice. */
    enum NoticeState {
        OPEN,
        ENDED
    }

    SelectionStore(JdbcClient sql) {
        this.sql = sql;
    }

    /** Needs a transaction: without one, the driver reads all rows into memory. */
    void read(SelectionNode selection, SelectionOperands operands, Consumer<SourceRow> rows) {
        String statement = candidates(operands) + """
                SELECT address, name, attributes
                  FROM c
                 WHERE %s
                 ORDER BY part, ordinal
                """.formatted(selection.sql(operands));
        RowCallbackHandler row = found -> rows.accept(person(found));
        sql.sql(statement).params(operands.parameters()).withFetchSize(FETCH).query(row);
    }

    /** For each condition, whether a candidate meets it: one look at all of them, however many conditions there are. */
    List<Boolean> met(List<SelectionNode> conditions, SelectionOperands operands) {
        String flags = conditions.stream()
                .map(condition -> "coalesce(bool_or(" + condition.sql(operands) + "), false)")
                .collect(Collectors.joining(", "));
        return sql.sql(candidates(operands) + "SELECT ARRAY[" + flags + "]::boolean[] FROM c")
                .params(operands.parameters())
                .query((row, n) -> List.of((Boolean[]) row.getArray(1).getArray()))
                .single();
    }

    /** Names of the attributes that candidates have. */
    List<String> attributes(SelectionOperands operands) {
        return sql.sql(candidates(operands)
                        + "SELECT DISTINCT jsonb_object_keys(attributes) AS name FROM c ORDER BY name")
                .params(operands.parameters())
                .query(String.class)
                .list();
    }

    /** Values of an attribute that candidates have, the most frequent ones. */
    List<String> values(String attribute, SelectionOperands operands) {
        return sql.sql(candidates(operands) + """
                SELECT value
                  FROM (SELECT %s AS value FROM c) AS found
                 WHERE value <> ''
                 GROUP BY value
                 ORDER BY count(*) DESC, value
                 LIMIT 1000
                """.formatted(operands.value(attribute)))
                .params(operands.parameters())
                .query(String.class)
                .list();
    }

    /** The state of the notice of a mailing; empty if it was never submitted. */
    Optional<NoticeState> notice(long mailing) {
        return sql.sql("""
                SELECT bool_and(ended_at IS NOT NULL OR state IN ('DONE', 'STOPPED'))
                  FROM dispatch
                 WHERE kind = 'NOTICE' AND mailing = :mailing
                HAVING count(*) > 0
                """)
                .param("mailing", mailing)
                .query((row, n) -> row.getBoolean(1) ? NoticeState.ENDED : NoticeState.OPEN)
                .optional();
    }

    /** Users who decided who the recipients of a mailing were. */
    List<UserId> importersOf(long mailing) {
        return sql.sql("SELECT writer FROM mailing_writer WHERE mailing = :mailing AND part = 'IMPORTED'")
                .param("mailing", mailing)
                .query((row, n) -> new UserId(row.getLong(1)))
                .list();
    }

    /** The beginning of a statement on the candidates {@code c}. */
    private static String candidates(SelectionOperands operands) {
        return """
                WITH c AS MATERIALIZED (
                    SELECT DISTINCT ON (key) *
                      FROM (%s) AS named
                     ORDER BY key, part, ordinal)
                """.formatted(operands.candidates());
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
