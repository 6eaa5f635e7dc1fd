package org.belay.template;

/** A syntax error in an expression or directive. {@link Grammar} turns it into a {@link Problem} with line and column. */
final class Refusal extends RuntimeException {
    private final transient String fix;
    private final int offset;

    Refusal(String message, String fix) {
        this(message, fix, -1);
    }

    Refusal(String message, String fix, int offset) {
        super(message, null, false, false);
        this.fix = fix;
        this.offset = offset;
    }

    Refusal at(int newOffset) {
        return offset >= 0 ? this : new Refusal(getMessage(), fix, newOffset);
    }

    String fix() {
        return fix;
    }

    int offset() {
        return offset;
    }
}
