package org.belay.template;

import java.util.Map;
import java.util.Optional;

/**
 * Reads what stands between the braces of {@code ${…}} and behind {@code <#if}, and nothing more than:
 * <pre>
 * print     = value
 * condition = both { "||" both }
 * both      = one { "&amp;&amp;" one }
 * one       = "!" one | "(" condition ")" | value ( "==" | "!=" ) value | value "?has_content"
 * value     = "text" | field [ "?" format ] | "person." attribute [ "!" "text" ]
 * </pre>
 */
final class ExpressionReader {
    private static final Map<String, Operand.Format> FORMATS = Map.of(
            "short", Operand.Format.SHORT,
            "date", Operand.Format.DATE,
            "time", Operand.Format.TIME,
            "cap_first", Operand.Format.CAP_FIRST,
            "upper_case", Operand.Format.UPPER_CASE);
    private static final int DEEPEST = 20;

    private final Tokens tokens;
    private final Names names;
    private int depth;

    /** @param offset where the expression begins, so that a refusal can say where it stands */
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
        if (operand instanceof Operand.PersonValue value && value.otherwise().isEmpty()) {
            throw new Refusal(
                    "Some people have no " + value.attribute() + ", and nothing says what they should read.",
                    "Write ${person." + value.attribute() + "!\"colleague\"} or what fits.",
                    start);
        }
        end();
        return operand;
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
        if (++depth > DEEPEST) throw refuse("The condition is nested too deeply.", "Say it in fewer brackets.");
        try {
            if (tokens.takes("!")) return new Condition.Not(one());
            if (!tokens.takes("(")) return comparison();
            Condition inner = either();
            if (!tokens.takes(")")) throw refuse("A bracket is not closed.", "Write ) behind the condition.");
            return inner;
        } finally {
            depth--;
        }
    }

    private Condition comparison() {
        Operand left = value();
        if (tokens.takes("==")) return new Condition.Same(left, value());
        if (tokens.takes("!=")) return new Condition.Not(new Condition.Same(left, value()));
        if (tokens.peek().is("?") && tokens.second().text().equals("has_content")) {
            tokens.take();
            tokens.take();
            return new Condition.Filled(left);
        }
        String it = left instanceof Operand.PersonValue ? "person." + left.words() : left.words();
        throw refuse(
                "The condition does not compare anything.", "Write " + it + " == \"…\" or " + it + "?has_content.");
    }

    private Operand value() {
        Tokens.Token token = tokens.take();
        if (token.kind().equals("text")) {
            return new Operand.Literal(token.unquoted());
        }
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
            return formatted(names.field(token.text()));
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
                    "A person's own value is filled in when the mail is sent and cannot be changed by ?"
                            + tokens.second().text() + ".",
                    "Write ${person." + attribute + "!\"colleague\"}.");
        }
        if (!tokens.takes("!")) return new Operand.PersonValue(attribute, Optional.empty());
        Tokens.Token otherwise = tokens.take();
        if (!otherwise.kind().equals("text")) {
            throw new Refusal(
                    "What stands behind ! must be text in quotes.",
                    "Write person." + attribute + "!\"colleague\".",
                    otherwise.offset());
        }
        return new Operand.PersonValue(attribute, Optional.of(otherwise.unquoted()));
    }

    private Operand formatted(Operand operand) {
        if (!tokens.peek().is("?") || tokens.second().text().equals("has_content")) return operand;
        int question = tokens.take().offset();
        String word = tokens.take().text();
        Operand.Format format = FORMATS.get(word);
        if (format == null || !(operand instanceof Operand.FieldValue value)) {
            throw new Refusal(
                    "?" + word + " is not part of the template language.",
                    "Allowed are ?short, ?date and ?time behind a date, ?cap_first and ?upper_case behind a text,"
                            + " ?has_content in a condition.",
                    question);
        }
        boolean ofDates = format.compareTo(Operand.Format.TIME) <= 0;
        boolean fits = ofDates ? value.field().type().isDate() : value.field().type() == FieldType.TEXT;
        if (!fits || format == Operand.Format.TIME && value.field().type() == FieldType.DATE) {
            throw new Refusal(
                    "?" + word + " does not fit: " + value.field().name() + " is a "
                            + value.field().type().word() + " field.",
                    "Write ${" + value.field().name() + "}.",
                    question);
        }
        return new Operand.FieldValue(value.field(), format);
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
