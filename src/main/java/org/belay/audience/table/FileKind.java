package org.belay.audience.table;

/** How the rows of a file are found. */
public enum FileKind {
    /** CSV, XLSX or ODS: the content tells. */
    TABLE,
    /** Addresses as people type them: {@code Ann Lee <ann@example.org>, bob@example.org}. */
    TYPED_LIST
}
