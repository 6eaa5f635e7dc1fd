package org.belay.audience;

public record AudienceId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
