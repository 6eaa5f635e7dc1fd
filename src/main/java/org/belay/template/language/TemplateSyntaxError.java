package org.belay.template.language;

import java.util.Objects;
import org.belay.template.TemplateProblem;

/** A syntax error in an expression or directive. {@link TemplateGrammar} turns it into a {@link TemplateProblem} with line and column. */
final class TemplateSyntaxError extends RuntimeException {
    private final transient String fix;
    private final int offset;

    TemplateSyntaxError(String message, String fix) {
        this(message, fix, -1);
    }

    TemplateSyntaxError(String message, String fix, int offset) {
        super(message, null, false, false);
        this.fix = fix;
        this.offset = offset;
    }

    TemplateSyntaxError atOffset(int newOffset) {
        return offset >= 0 ? this : new TemplateSyntaxError(getMessage(), fix, newOffset);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    String fix() {
        return fix;
    }

    int offset() {
        return offset;
    }
}
