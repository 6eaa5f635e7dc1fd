package org.belay.template;

import java.util.List;
import java.util.stream.Collectors;
import org.belay.platform.Refused;

/** A template, or values for one, cannot be used. Names every problem, not only the first. */
public final class TemplateError extends Refused {
    private final transient List<Problem> problems;

    public TemplateError(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
