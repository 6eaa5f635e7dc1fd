package org.belay.platform.yaml;

/** A text is not YAML. The message says why; line and column count from 1. */
public final class YamlSyntaxError extends RuntimeException {
    private final int line;
    private final int column;

    YamlSyntaxError(int line, int column, String message) {
        super(message);
        this.line = line;
        this.column = column;
    }

    public int line() {
        return line;
    }

    public int column() {
        return column;
    }
}
