package org.belay.delivery.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One statement with its parameters and the mapping of its rows; run alone, or in one packet with others. Each of those
 * still sees the changes of the ones before it, in its own snapshot.
 *
 * @param values by name; queries that run together share no name
 */
record PipelinedQuery<T>(String sql, Map<String, ?> values, RowMapper<T> row) {

    List<T> run(JdbcClient client) {
        return client.sql(sql).params(values).query(row).list();
    }

    /** Runs all in one round trip. */
    static QueryResults runTogether(NamedParameterJdbcOperations jdbc, PipelinedQuery<?>... questions) {
        var values = new HashMap<String, Object>();
        Stream.of(questions).forEach(question -> values.putAll(question.values()));
        String sql = Stream.of(questions).map(PipelinedQuery::sql).collect(Collectors.joining(";\n"));
        return jdbc.execute(sql, values, statement -> {
            var answers = new QueryResults(new IdentityHashMap<>());
            statement.execute();
            for (PipelinedQuery<?> question : questions) {
                try (ResultSet rows = statement.getResultSet()) {
                    answers.rows.put(question, question.read(rows));
                }
                statement.getMoreResults();
            }
            return answers;
        });
    }

    private List<T> read(ResultSet rows) throws SQLException {
        var read = new ArrayList<T>();
        while (rows.next()) {
            read.add(row.mapRow(rows, read.size()));
        }
        return read;
    }

    /** The rows of each query. */
    record QueryResults(Map<PipelinedQuery<?>, List<?>> rows) {

        @SuppressWarnings("unchecked") // stored by the query itself
        <T> List<T> of(PipelinedQuery<T> question) {
            return (List<T>) Objects.requireNonNull(rows.get(question), "it was not run with these");
        }
    }
}
