package org.belay.platform.yaml;

/** A text is not YAML, or beyond the limits of its length, depth and aliases. The message says why; line and column count from 1. */
public final class YamlSyntaxError extends RuntimeException {
    private final int line;
    private final int column;
    private final boolean beyondLimit;

    private YamlSyntaxError(int line, int column, boolean beyondLimit, String message) {
        super(message);
        this.line = line;
        this.column = column;
        this.beyondLimit = beyondLimit;
    }

    static YamlSyntaxError at(int line, int column, String message) {
        return new YamlSyntaxError(line, column, false, message);
    }

    static YamlSyntaxError beyondLimit(String message) {
        return new YamlSyntaxError(1, 1, true, message);
    }

    /** Whether the text may be YAML, but is too long, too deep, or has too many aliases: quotes do not help then. */
    public boolean isBeyondLimit() {
        return beyondLimit;
    }

    public int line() {
        return line;
    }

    public int column() {
        return column;
    }
}
