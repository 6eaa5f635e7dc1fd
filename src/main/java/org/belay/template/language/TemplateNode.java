package org.belay.template.language;

import java.util.List;
import org.belay.template.TemplateField;
import org.belay.template.TemplateProblem;

/** A node of a parsed template text. */
public sealed interface TemplateNode {

    record PlainText(String text) implements TemplateNode {}

    record Interpolation(TemplateOperand operand) implements TemplateNode {}

    /** {@code <#if>}: the first branch whose condition holds; {@code otherwise} is empty without {@code <#else>}. */
    record IfDirective(List<IfBranch> branches, List<TemplateNode> elseNodes) implements TemplateNode {}

    record IfBranch(TemplateCondition condition, List<TemplateNode> pieces, SourcePosition place) {}

    /** {@code <#list>}: the pieces for each entry; {@code otherwise} if the list is empty. */
    record ListDirective(
            TemplateField list,
            String item,
            List<TemplateNode> pieces,
            List<TemplateNode> elseNodes,
            SourcePosition place)
            implements TemplateNode {}

    /** {@code <#sep>}: the pieces between two entries. */
    record SepDirective(List<TemplateNode> pieces) implements TemplateNode {}

    /** Position in a file: line and column from 1. */
    record SourcePosition(String file, int line, int column) {
        public TemplateProblem problem(String message, String fix) {
            return new TemplateProblem(file, line, column, message, fix);
        }

        @Override
        public String toString() {
            return file + ":" + line + ":" + column;
        }
    }
}
