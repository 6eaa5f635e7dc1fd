package org.belay.template;

import java.util.List;
import java.util.stream.Collectors;
import org.belay.platform.RequestRefused;

/** A template, or values for one, cannot be used. Names every problem, not only the first. */
public final class TemplateError extends RequestRefused {
    private final transient List<TemplateProblem> problems;

    public TemplateError(List<TemplateProblem> problems) {
        super(problems.stream().map(TemplateProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<TemplateProblem> problems() {
        return problems;
    }
}
