package org.belay.audience.file;

import java.io.InputStream;
import java.util.Map;
import org.belay.audience.person.PrintableValue;
import org.belay.audience.table.FileKind;

/**
 * A file of people, and how to read it.
 *
 * @param name for messages
 * @param content is read once; the caller closes it
 */
public record PeopleFile(
        String name, InputStream content, FileKind kind, ColumnChoice columns, DisabledAccountPolicy disabled) {
    public PeopleFile {
        name = PrintableValue.value(name);
    }

    /** A typed list has columns of its own, so that what is remembered for the columns of files does not count. */
    ColumnChoice choice() {
        return kind == FileKind.TYPED_LIST ? columns.over(Map.of()) : columns;
    }

    /** A CSV, XLSX or ODS file. */
    public static PeopleFile of(String name, InputStream content) {
        return new PeopleFile(name, content, FileKind.TABLE, ColumnChoice.BY_HEADER, DisabledAccountPolicy.KEEP);
    }

    public PeopleFile kind(FileKind other) {
        return new PeopleFile(name, content, other, columns, disabled);
    }

    public PeopleFile columns(ColumnChoice choice) {
        return new PeopleFile(name, content, kind, choice, disabled);
    }

    public PeopleFile disabled(DisabledAccountPolicy policy) {
        return new PeopleFile(name, content, kind, columns, policy);
    }
}
