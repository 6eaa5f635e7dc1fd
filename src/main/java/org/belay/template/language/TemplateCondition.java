package org.belay.template.language;

import java.math.BigDecimal;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.belay.template.NumberValue;

/** The condition of an {@code <#if>}. It reads operands only, so that it can be evaluated for a group without rendering. */
public sealed interface TemplateCondition {

    record Equality(TemplateOperand left, TemplateOperand right) implements TemplateCondition {}

    record HasContent(TemplateOperand operand) implements TemplateCondition {}

    record NumberComparison(TemplateOperand left, NumberRelation relation, TemplateOperand right)
            implements TemplateCondition {}

    record Negation(TemplateCondition condition) implements TemplateCondition {}

    record Conjunction(TemplateCondition left, TemplateCondition right) implements TemplateCondition {}

    record Disjunction(TemplateCondition left, TemplateCondition right) implements TemplateCondition {}

    /** Always true; also in place of a condition that was refused. */
    TemplateCondition ALWAYS = new Equality(new TemplateOperand.Literal(""), new TemplateOperand.Literal(""));

    /** Reads all operands, also when one side decides, so that {@code read} notices every value that is missing. */
    default boolean holds(Function<TemplateOperand, String> read) {
        if (this instanceof Equality same) return read.apply(same.left()).equals(read.apply(same.right()));
        if (this instanceof HasContent filled)
            return !read.apply(filled.operand()).isEmpty();
        if (this instanceof NumberComparison ordered) {
            BigDecimal left = number(read.apply(ordered.left()));
            return ordered.relation().holds(left.compareTo(number(read.apply(ordered.right()))));
        }
        if (this instanceof Negation not) return !not.condition().holds(read);
        if (this instanceof Conjunction both)
            return both.left().holds(read) & both.right().holds(read);
        var either = (Disjunction) this;
        return either.left().holds(read) | either.right().holds(read);
    }

    /** 0 if the text is empty or no number. */
    private static BigDecimal number(String text) {
        return NumberValue.isNumber(text) ? NumberValue.of(text) : BigDecimal.ZERO;
    }

    default Stream<TemplateOperand> operands() {
        if (this instanceof Equality same) return Stream.of(same.left(), same.right());
        if (this instanceof HasContent filled) return Stream.of(filled.operand());
        if (this instanceof NumberComparison ordered) return Stream.of(ordered.left(), ordered.right());
        if (this instanceof Negation not) return not.condition().operands();
        if (this instanceof Conjunction both)
            return Stream.concat(both.left().operands(), both.right().operands());
        var either = (Disjunction) this;
        return Stream.concat(either.left().operands(), either.right().operands());
    }

    /** The same condition with its operands replaced. */
    default TemplateCondition mapOperands(UnaryOperator<TemplateOperand> other) {
        if (this instanceof Equality same) return new Equality(other.apply(same.left()), other.apply(same.right()));
        if (this instanceof HasContent filled) return new HasContent(other.apply(filled.operand()));
        if (this instanceof NumberComparison ordered)
            return new NumberComparison(other.apply(ordered.left()), ordered.relation(), other.apply(ordered.right()));
        if (this instanceof Negation not) return new Negation(not.condition().mapOperands(other));
        if (this instanceof Conjunction both)
            return new Conjunction(both.left().mapOperands(other), both.right().mapOperands(other));
        var either = (Disjunction) this;
        return new Disjunction(either.left().mapOperands(other), either.right().mapOperands(other));
    }

    /** Whether the result can differ from person to person. */
    default boolean dependsOnPerson() {
        return operands().anyMatch(TemplateOperand.PersonValue.class::isInstance);
    }

    /** Attributes that every person who meets this condition has. */
    default Stream<String> presentAttributes() {
        if (this instanceof HasContent filled && filled.operand() instanceof TemplateOperand.PersonValue person)
            return Stream.of(person.attribute());
        if (this instanceof Conjunction both)
            return Stream.concat(both.left().presentAttributes(), both.right().presentAttributes());
        return Stream.empty();
    }

    /** For reviewers: {@code country is "DE"}. */
    default String description() {
        if (this instanceof Equality same)
            return same.left().description() + " is " + same.right().description();
        if (this instanceof HasContent filled) return filled.operand().description() + " is known";
        if (this instanceof NumberComparison ordered)
            return ordered.left().description() + " " + ordered.relation().description() + " "
                    + ordered.right().description();
        if (this instanceof Negation not) return negatedDescription(not.condition());
        if (this instanceof Conjunction both) return bracketed(both.left()) + " and " + bracketed(both.right());
        var either = (Disjunction) this;
        return either.left().description() + " or " + either.right().description();
    }

    /** For reviewers: the negated condition in words. */
    static String negatedDescription(TemplateCondition inner) {
        if (inner instanceof Equality same)
            return same.left().description() + " is not " + same.right().description();
        if (inner instanceof HasContent filled) return filled.operand().description() + " is not known";
        if (inner instanceof Negation twice) return twice.condition().description();
        return "not (" + inner.description() + ")";
    }

    private static String bracketed(TemplateCondition condition) {
        return condition instanceof Disjunction ? "(" + condition.description() + ")" : condition.description();
    }
}
