package org.belay.audience;

public record SnapshotId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
