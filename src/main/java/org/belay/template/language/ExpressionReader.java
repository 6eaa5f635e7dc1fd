package org.belay.template.language;

import java.util.List;
import java.util.Optional;
import org.belay.platform.NearestName;
import org.belay.template.FieldChoice;
import org.belay.template.FieldType;
import org.belay.template.NumberValue;
import org.belay.template.TemplateField;

/**
 * Parses the expression in {@code ${…}}, {@code <#if …>} and {@code <#list …>}; {@link OperandReader} parses the values
 * in it. Grammar:
 * <pre>
 * print     = value
 * each      = field "as" name
 * condition = both { "||" both }
 * both      = one { "&amp;&amp;" one }
 * one       = "!" one | "(" condition ")" | yes-no field | value "?has_content"
 *           | value ( "==" | "!=" ) value | number ( "gt" | "gte" | "lt" | "lte" ) number
 * value     = "text" | field [ "?" format ] | item [ "?counter" ] | "person." attribute [ "!" "text" ]
 * </pre>
 */
final class ExpressionReader {
    private static final int DEEPEST = 20;

    private final ExpressionTokens tokens;
    private final NameScope names;
    private final OperandReader operands;
    private int depth;

    /** @param offset of the expression in its file, for error positions */
    ExpressionReader(String expression, int offset, NameScope names) {
        this.tokens = new ExpressionTokens(expression, offset);
        this.names = names;
        this.operands = new OperandReader(tokens, names);
    }

    TemplateOperand interpolation() {
        if (tokens.peek().kind().equals("end"))
            throw tokens.refuse("There is nothing between the braces.", "Write ${app}.");
        int start = tokens.peek().offset();
        TemplateOperand operand = operands.next();
        if (operand instanceof TemplateOperand.Literal) {
            throw new TemplateSyntaxError("Quoted text needs no braces.", "Write the text itself.", start);
        }
        if (operand instanceof TemplateOperand.PersonValue value) operand = names.withDefault(value, start);
        end();
        return operand;
    }

    TemplateOperand.ListClause listClause() {
        ExpressionTokens.ExpressionToken list = tokens.next();
        if (!list.kind().equals("name")) {
            throw new TemplateSyntaxError("The list is missing.", "Write <#list apps as app>.", list.offset());
        }
        TemplateField field = names.listField(list.text(), list.offset());
        if (!tokens.next().text().equals("as")) {
            throw tokens.refuse("\"as\" is missing.", "Write <#list " + field.name() + " as one>.");
        }
        ExpressionTokens.ExpressionToken item = tokens.next();
        names.checkItemName(item.text(), item.offset());
        end();
        return new TemplateOperand.ListClause(field, item.text());
    }

    TemplateCondition condition() {
        if (tokens.peek().kind().equals("end"))
            throw tokens.refuse("The condition is missing.", "Write <#if person.country == \"DE\">.");
        TemplateCondition condition = either();
        end();
        return condition;
    }

    private TemplateCondition either() {
        TemplateCondition left = both();
        while (tokens.skipIf("||")) left = new TemplateCondition.Disjunction(left, both());
        return left;
    }

    private TemplateCondition both() {
        TemplateCondition left = one();
        while (tokens.skipIf("&&")) left = new TemplateCondition.Conjunction(left, one());
        return left;
    }

    private TemplateCondition one() {
        if (++depth > DEEPEST) throw tokens.refuse("The condition is nested too deeply.", "Use fewer brackets.");
        try {
            if (tokens.skipIf("!")) return new TemplateCondition.Negation(one());
            if (!tokens.skipIf("(")) return comparison();
            TemplateCondition inner = either();
            if (!tokens.skipIf(")")) throw tokens.refuse("A bracket is not closed.", "Write ) after the condition.");
            return inner;
        } finally {
            depth--;
        }
    }

    private TemplateCondition comparison() {
        int start = tokens.peek().offset();
        TemplateOperand left = operands.next();
        if (tokens.skipIf("==")) return same(left, tokens.peek().offset());
        if (tokens.skipIf("!="))
            return new TemplateCondition.Negation(same(left, tokens.peek().offset()));
        Optional<NumberRelation> relation = NumberRelation.of(tokens.peek().text());
        if (relation.isPresent()) {
            tokens.next();
            int right = tokens.peek().offset();
            return new TemplateCondition.NumberComparison(
                    number(left, start), relation.get(), number(operands.next(), right));
        }
        if (tokens.peek().is("?") && tokens.second().text().equals("has_content")) {
            tokens.next();
            tokens.next();
            return new TemplateCondition.HasContent(left);
        }
        if (left instanceof TemplateOperand.FieldValue value && value.field().type() == FieldType.YES_NO) {
            return new TemplateCondition.Equality(left, new TemplateOperand.Literal("yes"));
        }
        String it = left instanceof TemplateOperand.PersonValue ? "person." + left.description() : left.description();
        boolean number = left instanceof TemplateOperand.FieldValue value
                && value.field().type() == FieldType.NUMBER;
        throw tokens.refuse(
                "The condition does not compare anything.",
                "Write " + it + (number ? " gt 100" : " == \"…\"") + " or " + it + "?has_content.");
    }

    private TemplateCondition same(TemplateOperand left, int offset) {
        TemplateOperand right = operands.next();
        misspelt(left, right, offset);
        misspelt(right, left, offset);
        return new TemplateCondition.Equality(left, right);
    }

    /** Refuses a comparison with a value that the field can never have. */
    private static void misspelt(TemplateOperand one, TemplateOperand other, int offset) {
        if (!(one instanceof TemplateOperand.FieldValue value) || !(other instanceof TemplateOperand.Literal literal))
            return;
        List<String> known = switch (value.field().type()) {
            case CHOICE ->
                value.field().choices().stream().map(FieldChoice::value).toList();
            case YES_NO -> List.of("yes", "no");
            default -> List.of(literal.text());
        };
        if (known.contains(literal.text())) return;
        throw new TemplateSyntaxError(
                value.field().name() + " is never \"" + literal.text() + "\".",
                NearestName.to(literal.text(), known)
                        .map(near -> "Write \"" + near + "\".")
                        .orElse("It is one of " + String.join(", ", known) + "."),
                offset);
    }

    private static TemplateOperand number(TemplateOperand operand, int offset) {
        boolean is = operand instanceof TemplateOperand.FieldValue value
                        && (value.field().type() == FieldType.NUMBER
                                || value.format() == TemplateOperand.ValueFormat.SIZE)
                || operand instanceof TemplateOperand.Literal literal && NumberValue.isNumber(literal.text());
        if (is) return operand;
        throw new TemplateSyntaxError(
                operand.description() + " is not a number.",
                "gt, gte, lt and lte compare number fields and numbers: seats gt 100. Everything else is compared by == or"
                        + " !=.",
                offset);
    }

    private void end() {
        if (tokens.peek().kind().equals("end")) return;
        throw tokens.refuse(
                "\"" + tokens.peek().text() + "\" is not expected here.",
                "A value is a field, person.country or \"text\"; conditions are joined by && and ||.");
    }
}
