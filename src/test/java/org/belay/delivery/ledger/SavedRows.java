package org.belay.delivery.ledger;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** All rows of the ledger at one moment, to be restored again and again. */
final class SavedRows {

    private static final List<String> TABLES =
            List.of("dispatch", "changed_statement", "variant_group", "batch", "delivery", "attempt");

    private final JdbcClient sql;
    private final String putBack;

    private SavedRows(JdbcClient sql, String putBack) {
        this.sql = sql;
        this.putBack = putBack;
    }

    static SavedRows save(JdbcClient sql, String name) {
        String rows = TABLES.stream()
                .map(table -> {
                    String saved = "saved_" + name + "_" + table;
                    sql.sql("CREATE TABLE " + saved + " AS SELECT * FROM " + table)
                            .update();
                    return "INSERT INTO " + table + " OVERRIDING SYSTEM VALUE SELECT * FROM " + saved;
                })
                .collect(Collectors.joining(";\n"));
        return new SavedRows(sql, EMPTY + ";\n" + rows);
    }

    private static final String EMPTY =
            "DELETE FROM bounce; DELETE FROM suppression; DELETE FROM stop_acknowledgement; DELETE FROM attempt; DELETE FROM delivery;"
                    + " DELETE FROM batch; DELETE FROM dispatch WHERE corrects IS NOT NULL; DELETE FROM dispatch";

    static void empty(JdbcClient sql) {
        sql.sql(EMPTY).update();
    }

    void putBack() {
        sql.sql(putBack).update();
    }
}
