package org.belay.template;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.belay.platform.Nearest;

/**
 * Parses the expression in {@code ${…}}, {@code <#if …>} and {@code <#list …>}. Grammar:
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

    private final Tokens tokens;
    private final Names names;
    private int depth;

    /** @param offset of the expression in its file, for error positions */
    ExpressionReader(String expression, int offset, Names names) {
        this.tokens = new Tokens(expression, offset);
        this.names = names;
    }

    Operand print() {
        if (tokens.peek().kind().equals("end")) throw refuse("There is nothing between the braces.", "Write ${app}.");
        int start = tokens.peek().offset();
        Operand operand = value();
        if (operand instanceof Operand.Literal) {
            throw new Refusal("Quoted text needs no braces.", "Write the text itself.", start);
        }
        if (operand instanceof Operand.PersonValue value) operand = names.printed(value, start);
        end();
        return operand;
    }

    Operand.Each each() {
        Tokens.Token list = tokens.take();
        if (!list.kind().equals("name")) {
            throw new Refusal("The list is missing.", "Write <#list apps as app>.", list.offset());
        }
        Field field = names.list(list.text(), list.offset());
        if (!tokens.take().text().equals("as")) {
            throw refuse("\"as\" is missing.", "Write <#list " + field.name() + " as one>.");
        }
        Tokens.Token item = tokens.take();
        names.refuseAsItem(item.text(), item.offset());
        end();
        return new Operand.Each(field, item.text());
    }

    Condition condition() {
        if (tokens.peek().kind().equals("end"))
            throw refuse("The condition is missing.", "Write <#if person.country == \"DE\">.");
        Condition condition = either();
        end();
        return condition;
    }

    private Condition either() {
        Condition left = both();
        while (tokens.takes("||")) left = new Condition.Either(left, both());
        return left;
    }

    private Condition both() {
        Condition left = one();
        while (tokens.takes("&&")) left = new Condition.Both(left, one());
        return left;
    }

    private Condition one() {
        if (++depth > DEEPEST) throw refuse("The condition is nested too deeply.", "Use fewer brackets.");
        try {
            if (tokens.takes("!")) return new Condition.Not(one());
            if (!tokens.takes("(")) return comparison();
            Condition inner = either();
            if (!tokens.takes(")")) throw refuse("A bracket is not closed.", "Write ) after the condition.");
            return inner;
        } finally {
            depth--;
        }
    }

    private Condition comparison() {
        int start = tokens.peek().offset();
        Operand left = value();
        if (tokens.takes("==")) return same(left, tokens.peek().offset());
        if (tokens.takes("!="))
            return new Condition.Not(same(left, tokens.peek().offset()));
        Optional<Relation> relation = Relation.of(tokens.peek().text());
        if (relation.isPresent()) {
            tokens.take();
            int right = tokens.peek().offset();
            return new Condition.Ordered(number(left, start), relation.get(), number(value(), right));
        }
        if (tokens.peek().is("?") && tokens.second().text().equals("has_content")) {
            tokens.take();
            tokens.take();
            return new Condition.Filled(left);
        }
        if (left instanceof Operand.FieldValue value && value.field().type() == FieldType.YES_NO) {
            return new Condition.Same(left, new Operand.Literal("yes"));
        }
        String it = left instanceof Operand.PersonValue ? "person." + left.words() : left.words();
        boolean number =
                left instanceof Operand.FieldValue value && value.field().type() == FieldType.NUMBER;
        throw refuse(
                "The condition does not compare anything.",
                "Write " + it + (number ? " gt 100" : " == \"…\"") + " or " + it + "?has_content.");
    }

    private Condition same(Operand left, int offset) {
        Operand right = value();
        misspelt(left, right, offset);
        misspelt(right, left, offset);
        return new Condition.Same(left, right);
    }

    /** Refuses a comparison with a value that the field can never have. */
    private static void misspelt(Operand one, Operand other, int offset) {
        if (!(one instanceof Operand.FieldValue value) || !(other instanceof Operand.Literal literal)) return;
        List<String> known = switch (value.field().type()) {
            case CHOICE -> value.field().choices().stream().map(Choice::value).toList();
            case YES_NO -> List.of("yes", "no");
            default -> List.of(literal.text());
        };
        if (known.contains(literal.text())) return;
        throw new Refusal(
                value.field().name() + " is never \"" + literal.text() + "\".",
                Nearest.to(literal.text(), known)
                        .map(near -> "Write \"" + near + "\".")
                        .orElse("It is one of " + String.join(", ", known) + "."),
                offset);
    }

    private static Operand number(Operand operand, int offset) {
        boolean is = operand instanceof Operand.FieldValue value
                        && (value.field().type() == FieldType.NUMBER || value.format() == Operand.Format.SIZE)
                || operand instanceof Operand.Literal literal && NumberValue.isOne(literal.text());
        if (is) return operand;
        throw new Refusal(
                operand.words() + " is not a number.",
                "gt, gte, lt and lte compare number fields and numbers: seats gt 100. Everything else is compared by == or"
                        + " !=.",
                offset);
    }

    private Operand value() {
        Tokens.Token token = tokens.take();
        if (token.kind().equals("text")) return formatted(new Operand.Literal(token.unquoted()));
        if (token.kind().equals("number")) return new Operand.Literal(token.text());
        if (!token.kind().equals("name")) {
            throw new Refusal(
                    token.kind().equals("end")
                            ? "Something is missing at the end."
                            : "\"" + token.text() + "\" is not expected here.",
                    "Write a field, person.country or \"text\".",
                    token.offset());
        }
        try {
            if (tokens.peek().is(".")) return dotted(token);
            return formatted(names.value(token.text()));
        } catch (Refusal refusal) {
            throw refusal.at(token.offset());
        }
    }

    private Operand dotted(Tokens.Token owner) {
        tokens.take();
        Tokens.Token name = tokens.take();
        if (owner.text().equals("withdrawn")) return names.withdrawn(name.text());
        if (!owner.text().equals("person")) {
            throw new Refusal(
                    "\"" + owner.text() + "." + name.text() + "\" is not known.",
                    "Only a person has parts: person." + name.text() + ".",
                    owner.offset());
        }
        String attribute = names.attribute(name.text());
        if (tokens.peek().is("?") && !tokens.second().text().equals("has_content")) {
            throw refuse(
                    "A value of the person is filled in when the mail is sent and cannot be changed by ?"
                            + tokens.second().text() + ".",
                    "Write ${person." + attribute + "!\"colleague\"}.");
        }
        if (!tokens.takes("!")) return new Operand.PersonValue(attribute, Optional.empty());
        Tokens.Token otherwise = tokens.take();
        if (!otherwise.kind().equals("text")) {
            throw new Refusal(
                    "The default after ! must be text in quotes.",
                    "Write person." + attribute + "!\"colleague\".",
                    otherwise.offset());
        }
        return new Operand.PersonValue(attribute, Optional.of(otherwise.unquoted()));
    }

    private Operand formatted(Operand operand) {
        if (!tokens.peek().is("?") || tokens.second().text().equals("has_content")) return operand;
        int question = tokens.take().offset();
        String word = tokens.take().text();
        Operand.Format format = Arrays.stream(Operand.Format.values())
                .filter(one -> one.word().equals(word) && !word.isEmpty())
                .findFirst()
                .orElseThrow(() ->
                        new Refusal("?" + word + " is not part of the template language.", instead(word), question));
        if (operand instanceof Operand.ItemValue item && format == Operand.Format.COUNTER) {
            return new Operand.ItemValue(item.item(), format);
        }
        if (operand instanceof Operand.FieldValue value
                && format.fits(value.field().type())) {
            return new Operand.FieldValue(value.field(), format);
        }
        throw new Refusal(
                "?" + word + " does not fit: " + operand.words() + " is " + kind(operand) + ".",
                operand instanceof Operand.Literal ? "Write the text itself." : "Write ${" + operand.words() + "}.",
                question);
    }

    private static String kind(Operand operand) {
        if (operand instanceof Operand.FieldValue value) return value.field().kind();
        if (operand instanceof Operand.Literal) return "text already";
        return operand instanceof Operand.ItemValue ? "an entry of a list" : "known without a field";
    }

    private static String instead(String word) {
        List<String> known = Arrays.stream(Operand.Format.values())
                .map(Operand.Format::word)
                .filter(one -> !one.isEmpty())
                .collect(Collectors.toList());
        known.add("has_content");
        return Nearest.to(word, known).map(near -> "Write ?" + near + ".").orElseGet(Language::formats);
    }

    private void end() {
        if (tokens.peek().kind().equals("end")) return;
        throw refuse(
                "\"" + tokens.peek().text() + "\" is not expected here.",
                "A value is a field, person.country or \"text\"; conditions are joined by && and ||.");
    }

    private Refusal refuse(String message, String fix) {
        return new Refusal(message, fix, tokens.peek().offset());
    }
}
