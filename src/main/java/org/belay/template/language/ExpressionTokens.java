package org.belay.template.language;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Splits an expression into tokens; throws a {@link TemplateSyntaxError} for any other character. */
final class ExpressionTokens {
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(?:(?<name>[\\p{L}_][\\p{L}\\p{N}_]*)|(?<text>\"[^\"\\\\\n]*\"|'[^'\\\\\n]*')|(?<sign>==|!=|&&|\\|\\||[!?.()])"
                    + "|(?<number>\\d+(?:\\.\\d+)?)(?![\\p{L}\\p{N}_.]))");
    private static final int LONGEST = 200;

    /** @param kind name, text (with its quotes), number, sign or end */
    record ExpressionToken(String kind, String text, int offset) {
        boolean is(String sign) {
            return kind.equals("sign") && text.equals(sign);
        }

        String unquoted() {
            return text.substring(1, text.length() - 1);
        }
    }

    private final List<ExpressionToken> tokens = new ArrayList<>();
    private int next;

    /** @param offset where the expression begins in its file */
    ExpressionTokens(String expression, int offset) {
        Matcher matcher = TOKEN.matcher(expression);
        int at = 0;
        while (at < expression.stripTrailing().length()) {
            if (!matcher.find(at) || matcher.start() != at) throw strange(expression, at, offset);
            String kind = kind(matcher);
            tokens.add(new ExpressionToken(kind, matcher.group(kind), offset + matcher.start(kind)));
            at = matcher.end();
            if (tokens.size() > LONGEST) {
                throw new TemplateSyntaxError("The condition is too long.", "Use fewer comparisons.", offset);
            }
        }
        tokens.add(new ExpressionToken("end", "", offset + at));
    }

    private static String kind(Matcher found) {
        return Stream.of("name", "text", "number")
                .filter(kind -> found.group(kind) != null)
                .findFirst()
                .orElse("sign");
    }

    ExpressionToken second() {
        return tokens.get(Math.min(next + 1, tokens.size() - 1));
    }

    ExpressionToken peek() {
        return tokens.get(next);
    }

    ExpressionToken next() {
        ExpressionToken token = tokens.get(next);
        if (next < tokens.size() - 1) next++;
        return token;
    }

    boolean skipIf(String sign) {
        if (!peek().is(sign)) return false;
        next++;
        return true;
    }

    /** An error at the next token. */
    TemplateSyntaxError refuse(String message, String fix) {
        return new TemplateSyntaxError(message, fix, peek().offset());
    }

    private static TemplateSyntaxError strange(String expression, int at, int offset) {
        String rest = expression.substring(at).strip();
        return strange(rest).atOffset(offset + expression.indexOf(rest, at));
    }

    private static TemplateSyntaxError strange(String rest) {
        String sign = rest.substring(0, Character.charCount(rest.codePointAt(0)));
        if (rest.matches("(?s)\\d+\\s*\\.\\..*")) {
            return new TemplateSyntaxError(
                    "Ranges are not part of the template language.",
                    "Use a field of the type list: <#list apps as app>.");
        }
        return switch (sign) {
            case "[" ->
                new TemplateSyntaxError(
                        "Square brackets are not part of the template language.", "Write person.country.");
            case "\"", "'" ->
                new TemplateSyntaxError("A quote is not closed.", "Write \"text\", on one line and without \\.");
            case "=" -> new TemplateSyntaxError("= compares nothing.", "Write ==.");
            case "&" -> new TemplateSyntaxError("& joins nothing.", "Write &&.");
            case "|" -> new TemplateSyntaxError("| joins nothing.", "Write ||.");
            case "<", ">" ->
                new TemplateSyntaxError(
                        "Numbers are not compared with < and > here.",
                        "Write gt, gte, lt or lte between numbers: seats gt 100.");
            case "+", "-", "*", "/", "%" ->
                new TemplateSyntaxError(
                        "Calculating with " + sign + " is not part of the template language.",
                        "Write the pieces one after another: ${app} ${deadline}.");
            default ->
                Character.isDigit(sign.codePointAt(0))
                        ? new TemplateSyntaxError(
                                "Numbers are not part of the template language.", "Write \"" + sign + "\" in quotes.")
                        : new TemplateSyntaxError(
                                "\"" + rest.substring(0, Character.charCount(rest.codePointAt(0)))
                                        + "\" is not part of the template language.",
                                "A value is a field, person.country or \"text\".");
        };
    }
}
