package org.belay.directory.sql;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.belay.audience.file.HeaderMeanings;
import org.belay.directory.model.SourceUnreadable;

/** The columns of a query, recognised by their names as those of a file. */
record SqlColumns(List<String> names) {

    /** @throws SourceUnreadable if no column is the address, or two columns have the same meaning */
    static SqlColumns of(ResultSetMetaData columns) throws SQLException {
        var names = new ArrayList<String>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            String label = columns.getColumnLabel(i);
            String name = HeaderMeanings.of(label).orElse(label);
            if (names.contains(name)) {
                throw new SourceUnreadable("Two columns of the query mean the same (" + name + "); keep one.");
            }
            names.add(name);
        }
        if (!names.contains("email")) {
            throw new SourceUnreadable(
                    "No column of the query is called email; it has: " + String.join(", ", names) + ".");
        }
        return new SqlColumns(List.copyOf(names));
    }

    /** Without columns that are NULL. */
    Map<String, String> values(ResultSet row) throws SQLException {
        var values = new LinkedHashMap<String, String>();
        for (int i = 0; i < names.size(); i++) {
            String value = row.getString(i + 1);
            if (value != null) values.put(names.get(i), value);
        }
        return values;
    }
}
