package org.belay.directory.selection;

import java.util.List;
import java.util.stream.Collectors;

/** A selection as a tree. Each node is a condition on the candidate {@code c} with {@code key}, {@code address}, {@code name}, {@code attributes}. */
sealed interface SelectionNode {
    String sql(SelectionOperands operands);

    /** Adds the operands that name people. */
    void visit(SelectionOperands operands, boolean negated);

    record AllOf(List<SelectionNode> parts) implements SelectionNode {
        @Override
        public String sql(SelectionOperands operands) {
            return parts.stream().map(part -> part.sql(operands)).collect(Collectors.joining(" AND ", "(", ")"));
        }

        @Override
        public void visit(SelectionOperands operands, boolean negated) {
            parts.forEach(part -> part.visit(operands, negated));
        }
    }

    record AnyOf(List<SelectionNode> parts) implements SelectionNode {
        @Override
        public String sql(SelectionOperands operands) {
            return parts.stream().map(part -> part.sql(operands)).collect(Collectors.joining(" OR ", "(", ")"));
        }

        @Override
        public void visit(SelectionOperands operands, boolean negated) {
            parts.forEach(part -> part.visit(operands, negated));
        }
    }

    record NotIn(SelectionNode part) implements SelectionNode {
        @Override
        public String sql(SelectionOperands operands) {
            return "NOT " + part.sql(operands);
        }

        @Override
        public void visit(SelectionOperands operands, boolean negated) {
            part.visit(operands, !negated);
        }
    }

    /** People of an audience. */
    record InAudience(String name) implements SelectionNode {
        @Override
        public String sql(SelectionOperands operands) {
            return "EXISTS (SELECT FROM audience_member m WHERE m.audience = "
                    + operands.parameter(operands.audience(name)) + " AND lower(m.address) = c.key)";
        }

        @Override
        public void visit(SelectionOperands operands, boolean negated) {
            operands.add(this, negated);
        }
    }

    /** Recipients of the notice of a mailing, by what became of it. */
    record OfMailing(MailingHistory history, long mailing) implements SelectionNode {
        @Override
        public String sql(SelectionOperands operands) {
            return "c.key IN (SELECT lower(r.address)" + history.recipients(operands.parameter(mailing)) + ")";
        }

        @Override
        public void visit(SelectionOperands operands, boolean negated) {
            operands.add(this, negated);
        }
    }

    /** One of these values, or their language: {@code de} is also {@code de-AT}. */
    record HasValue(String attribute, List<String> values) implements SelectionNode {
        @Override
        public String sql(SelectionOperands operands) {
            String value = operands.value(attribute);
            return values.stream()
                    .map(wanted -> {
                        String parameter = operands.parameter(wanted);
                        String equal = "coalesce(lower(" + value + ") = lower(" + parameter + "), false)";
                        return attribute.equals("language")
                                ? equal + " OR coalesce(starts_with(lower(" + value + "), lower(" + parameter
                                        + ") || '-'), false)"
                                : equal;
                    })
                    .collect(Collectors.joining(" OR ", "(", ")"));
        }

        @Override
        public void visit(SelectionOperands operands, boolean negated) {
            operands.add(this);
        }
    }

    record IsEmpty(String attribute) implements SelectionNode {
        @Override
        public String sql(SelectionOperands operands) {
            return "(coalesce(" + operands.value(attribute) + ", '') = '')";
        }

        @Override
        public void visit(SelectionOperands operands, boolean negated) {
            operands.addAttribute(attribute);
        }
    }
}
