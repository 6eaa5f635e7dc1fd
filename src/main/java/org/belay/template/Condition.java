package org.belay.template;

import java.math.BigDecimal;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The condition of an {@code <#if>}. It reads operands only, so that it can be evaluated for a group without rendering. */
sealed interface Condition {

    record Same(Operand left, Operand right) implements Condition {}

    record Filled(Operand operand) implements Condition {}

    record Ordered(Operand left, Relation relation, Operand right) implements Condition {}

    record Not(Condition condition) implements Condition {}

    record Both(Condition left, Condition right) implements Condition {}

    record Either(Condition left, Condition right) implements Condition {}

    default boolean holds(Function<Operand, String> read) {
        if (this instanceof Same same) return read.apply(same.left()).equals(read.apply(same.right()));
        if (this instanceof Filled filled) return !read.apply(filled.operand()).isEmpty();
        if (this instanceof Ordered ordered) {
            BigDecimal left = number(read.apply(ordered.left()));
            return ordered.relation().holds(left.compareTo(number(read.apply(ordered.right()))));
        }
        if (this instanceof Not not) return !not.condition().holds(read);
        if (this instanceof Both both)
            return both.left().holds(read) && both.right().holds(read);
        var either = (Either) this;
        return either.left().holds(read) || either.right().holds(read);
    }

    /** 0 if the text is empty or no number. */
    static BigDecimal number(String text) {
        return NumberValue.isOne(text) ? NumberValue.of(text) : BigDecimal.ZERO;
    }

    default Stream<Operand> operands() {
        if (this instanceof Same same) return Stream.of(same.left(), same.right());
        if (this instanceof Filled filled) return Stream.of(filled.operand());
        if (this instanceof Ordered ordered) return Stream.of(ordered.left(), ordered.right());
        if (this instanceof Not not) return not.condition().operands();
        if (this instanceof Both both)
            return Stream.concat(both.left().operands(), both.right().operands());
        var either = (Either) this;
        return Stream.concat(either.left().operands(), either.right().operands());
    }

    /** The same condition with its operands replaced. */
    default Condition about(UnaryOperator<Operand> other) {
        if (this instanceof Same same) return new Same(other.apply(same.left()), other.apply(same.right()));
        if (this instanceof Filled filled) return new Filled(other.apply(filled.operand()));
        if (this instanceof Ordered ordered)
            return new Ordered(other.apply(ordered.left()), ordered.relation(), other.apply(ordered.right()));
        if (this instanceof Not not) return new Not(not.condition().about(other));
        if (this instanceof Both both)
            return new Both(both.left().about(other), both.right().about(other));
        var either = (Either) this;
        return new Either(either.left().about(other), either.right().about(other));
    }

    /** Whether the result can differ from person to person. */
    default boolean asksPerson() {
        return operands().anyMatch(Operand.PersonValue.class::isInstance);
    }

    /** Attributes that are present for every person for whom this condition holds. */
    default Stream<String> known() {
        if (this instanceof Filled filled && filled.operand() instanceof Operand.PersonValue person)
            return Stream.of(person.attribute());
        if (this instanceof Both both)
            return Stream.concat(both.left().known(), both.right().known());
        return Stream.empty();
    }

    /** For reviewers: {@code country is "DE"}. */
    default String words() {
        if (this instanceof Same same)
            return same.left().words() + " is " + same.right().words();
        if (this instanceof Filled filled) return filled.operand().words() + " is known";
        if (this instanceof Ordered ordered)
            return ordered.left().words() + " " + ordered.relation().means() + " "
                    + ordered.right().words();
        if (this instanceof Not not) return opposite(not.condition());
        if (this instanceof Both both) return bracketed(both.left()) + " and " + bracketed(both.right());
        var either = (Either) this;
        return either.left().words() + " or " + either.right().words();
    }

    /** For reviewers: the negated condition in words. */
    static String opposite(Condition inner) {
        if (inner instanceof Same same)
            return same.left().words() + " is not " + same.right().words();
        if (inner instanceof Filled filled) return filled.operand().words() + " is not known";
        if (inner instanceof Not twice) return twice.condition().words();
        return "not (" + inner.words() + ")";
    }

    private static String bracketed(Condition condition) {
        return condition instanceof Either ? "(" + condition.words() + ")" : condition.words();
    }
}
