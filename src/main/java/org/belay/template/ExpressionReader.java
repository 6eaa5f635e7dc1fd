package org.belay.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(?:(?<name>[\\p{L}_][\\p{L}\\p{N}_]*)|(?<text>\"[^\"\\\\\n]*\"|'[^'\\\\\n]*')|(?<sign>==|!=|&&|\\|\\||[!?.()]))");
    private static final Map<String, Operand.Format> FORMATS = Map.of(
            "short", Operand.Format.SHORT,
            "date", Operand.Format.DATE,
            "time", Operand.Format.TIME,
            "cap_first", Operand.Format.CAP_FIRST,
            "upper_case", Operand.Format.UPPER_CASE);
    private static final int DEEPEST = 20;
    private static final int LONGEST = 200;

    private record Token(String kind, String text, int offset) {
        boolean is(String sign) {
            return kind.equals("sign") && text.equals(sign);
        }
    }

    private final Names names;
    private final List<Token> tokens = new ArrayList<>();
    private int next;
    private int depth;

    /** @param offset where the expression begins, so that a refusal can say where it stands */
    ExpressionReader(String expression, int offset, Names names) {
        this.names = names;
        Matcher matcher = TOKEN.matcher(expression);
        int at = 0;
        while (at < expression.stripTrailing().length()) {
            if (!matcher.find(at) || matcher.start() != at) throw strange(expression, at, offset);
            String kind = matcher.group("name") != null ? "name" : matcher.group("text") != null ? "text" : "sign";
            tokens.add(new Token(kind, matcher.group(kind), offset + matcher.start(kind)));
            at = matcher.end();
            if (tokens.size() > LONGEST) {
                throw new Refusal("The condition is too long.", "Say it in fewer comparisons.", offset);
            }
        }
        tokens.add(new Token("end", "", offset + at));
    }

    Operand print() {
        if (peek().kind().equals("end")) throw refuse("There is nothing between the braces.", "Write ${app}.");
        int start = peek().offset();
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
        if (peek().kind().equals("end"))
            throw refuse("The condition is missing.", "Write <#if person.country == \"DE\">.");
        Condition condition = either();
        end();
        return condition;
    }

    private Condition either() {
        Condition left = both();
        while (takes("||")) left = new Condition.Either(left, both());
        return left;
    }

    private Condition both() {
        Condition left = one();
        while (takes("&&")) left = new Condition.Both(left, one());
        return left;
    }

    private Condition one() {
        if (++depth > DEEPEST) throw refuse("The condition is nested too deeply.", "Say it in fewer brackets.");
        try {
            if (takes("!")) return new Condition.Not(one());
            if (!takes("(")) return comparison();
            Condition inner = either();
            if (!takes(")")) throw refuse("A bracket is not closed.", "Write ) behind the condition.");
            return inner;
        } finally {
            depth--;
        }
    }

    private Condition comparison() {
        Operand left = value();
        if (takes("==")) return new Condition.Same(left, value());
        if (takes("!=")) return new Condition.Not(new Condition.Same(left, value()));
        if (peek().is("?") && tokens.get(next + 1).text().equals("has_content")) {
            next += 2;
            return new Condition.Filled(left);
        }
        String it = left instanceof Operand.PersonValue ? "person." + left.words() : left.words();
        throw refuse(
                "The condition does not compare anything.", "Write " + it + " == \"…\" or " + it + "?has_content.");
    }

    private Operand value() {
        Token token = take();
        if (token.kind().equals("text")) {
            return new Operand.Literal(unquoted(token));
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
            if (peek().is(".")) return dotted(token);
            return formatted(names.field(token.text()));
        } catch (Refusal refusal) {
            throw refusal.at(token.offset());
        }
    }

    private Operand dotted(Token owner) {
        take();
        Token name = take();
        if (owner.text().equals("withdrawn")) return names.withdrawn(name.text());
        if (!owner.text().equals("person")) {
            throw new Refusal(
                    "\"" + owner.text() + "." + name.text() + "\" is not known.",
                    "Only a person has parts: person." + name.text() + ".",
                    owner.offset());
        }
        String attribute = names.attribute(name.text());
        if (peek().is("?") && !tokens.get(next + 1).text().equals("has_content")) {
            throw refuse(
                    "A person's own value is filled in when the mail is sent and cannot be changed by ?"
                            + tokens.get(next + 1).text() + ".",
                    "Write ${person." + attribute + "!\"colleague\"}.");
        }
        if (!takes("!")) return new Operand.PersonValue(attribute, Optional.empty());
        Token otherwise = take();
        if (!otherwise.kind().equals("text")) {
            throw new Refusal(
                    "What stands behind ! must be text in quotes.",
                    "Write person." + attribute + "!\"colleague\".",
                    otherwise.offset());
        }
        return new Operand.PersonValue(attribute, Optional.of(unquoted(otherwise)));
    }

    private Operand formatted(Operand operand) {
        if (!peek().is("?") || tokens.get(next + 1).text().equals("has_content")) return operand;
        int question = take().offset();
        String word = take().text();
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

    private static String unquoted(Token text) {
        return text.text().substring(1, text.text().length() - 1);
    }

    private void end() {
        if (peek().kind().equals("end")) return;
        throw refuse(
                "\"" + peek().text() + "\" is not expected here.",
                "A value is a field, person.country or \"text\"; conditions are joined by && and ||.");
    }

    private static Refusal strange(String expression, int at, int offset) {
        String rest = expression.substring(at).strip();
        return strange(rest).at(offset + expression.indexOf(rest, at));
    }

    private static Refusal strange(String rest) {
        String sign = rest.substring(0, Character.charCount(rest.codePointAt(0)));
        return switch (sign) {
            case "[" -> new Refusal("Square brackets are not part of the template language.", "Write person.country.");
            case "\"", "'" -> new Refusal("A quote is not closed.", "Write \"text\", on one line and without \\.");
            case "=" -> new Refusal("= compares nothing.", "Write ==.");
            case "&" -> new Refusal("& joins nothing.", "Write &&.");
            case "|" -> new Refusal("| joins nothing.", "Write ||.");
            case "<", ">" ->
                new Refusal("Greater and less are not part of the template language.", "Compare with == or !=.");
            case "+", "-", "*", "/", "%" ->
                new Refusal(
                        "Calculating with " + sign + " is not part of the template language.",
                        "Write the pieces one after another: ${app} ${deadline}.");
            default ->
                Character.isDigit(sign.codePointAt(0))
                        ? new Refusal(
                                "Numbers are not part of the template language.", "Write \"" + sign + "\" in quotes.")
                        : new Refusal(
                                "\"" + rest.substring(0, Character.charCount(rest.codePointAt(0)))
                                        + "\" is not part of the template language.",
                                "A value is a field, person.country or \"text\".");
        };
    }

    private Refusal refuse(String message, String fix) {
        return new Refusal(message, fix, peek().offset());
    }

    private Token peek() {
        return tokens.get(next);
    }

    private Token take() {
        Token token = tokens.get(next);
        if (next < tokens.size() - 1) next++;
        return token;
    }

    private boolean takes(String sign) {
        if (!peek().is(sign)) return false;
        next++;
        return true;
    }
}
