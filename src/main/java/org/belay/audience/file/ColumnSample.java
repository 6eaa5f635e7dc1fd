package org.belay.audience.file;

import java.util.ArrayList;
import java.util.List;
import org.belay.audience.person.PrintableValue;
import org.belay.audience.table.TableRow;

/** A column of a file, the meaning that its header or an earlier choice gives it, and a few of its values. */
public final class ColumnSample {
    private static final int VALUES = 3;

    private final int column;
    private final String name;
    private final String meaning;
    private final List<String> values = new ArrayList<>();

    private ColumnSample(int column, String name, String meaning) {
        this.column = column;
        this.name = name;
        this.meaning = meaning;
    }

    static List<ColumnSample> of(String place, TableRow header, ColumnChoice choice) {
        List<String> meanings = FileColumns.suggested(place, header.cells(), choice);
        List<String> names = FileColumns.names(place, header.cells());
        var samples = new ArrayList<ColumnSample>();
        for (int i = 0; i < names.size(); i++) samples.add(new ColumnSample(i, names.get(i), meanings.get(i)));
        return samples;
    }

    void add(TableRow row) {
        if (values.size() == VALUES || column >= row.cells().size()) return;
        String value = PrintableValue.value(PersonRowReader.strip(row.cells().get(column)));
        if (!value.isEmpty() && !values.contains(value)) values.add(value);
    }

    public int column() {
        return column;
    }

    /** Its header; with a number if the file has it twice. */
    public String name() {
        return name;
    }

    /** {@code email}, {@code name}, the name of an attribute, or {@link ColumnChoice#LEFT_OUT}. */
    public String meaning() {
        return meaning;
    }

    public List<String> values() {
        return List.copyOf(values);
    }
}
