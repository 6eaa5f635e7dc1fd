package org.belay.audience.source;

/** A row cannot be used. */
final class UnusableSourceRow extends RuntimeException {
    private final transient LeftOutRow row;

    UnusableSourceRow(LeftOutRow row) {
        super(row.reason(), null, false, false);
        this.row = row;
    }

    LeftOutRow row() {
        return row;
    }
}
