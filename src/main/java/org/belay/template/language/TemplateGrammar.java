package org.belay.template.language;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.belay.template.TemplateProblem;

/**
 * Parses the text of a template into pieces. Accepts only the directives of {@link TemplateLanguage}; everything else that FreeMarker would interpret
 * is reported with its position and a fix.
 */
final class TemplateGrammar {
    /** Characters in place of a field, a person's value and a directive while {@link MarkdownCheck} reads the text. */
    static final char FIELD = '\uE005';

    static final char PERSON = '\uE006';
    static final char DIRECTIVE = '\uE007';

    // everything that FreeMarker would interpret, in either of its syntaxes
    private static final Pattern SIGN =
            Pattern.compile("\\$\\{|#\\{|<#--|</?#\\w*|</?@[\\w.]*|(?<!\\\\)\\[(?:/?[#@]\\w+|=)");
    // an author fixes these first and checks again
    private static final int MOST_PROBLEMS = 50;

    /** @param masked the text with every directive and interpolation overwritten; positions stay the same */
    record ParsedText(List<TemplateNode> pieces, String masked) {}

    private final TemplateNode.SourcePosition start;
    private final String source;
    private final int[] lines;
    private final char[] masked;
    private final List<TemplateProblem> problems;
    private final DirectiveStack nesting;

    private TemplateGrammar(
            String source, TemplateNode.SourcePosition start, NameScope names, List<TemplateProblem> problems) {
        this.source = source;
        this.start = start;
        this.problems = problems;
        this.masked = source.toCharArray();
        this.lines = lineStarts(source);
        this.nesting = new DirectiveStack(names, problems);
    }

    /** Parses a text that starts at a position in its file; adds errors to {@code problems}. */
    static ParsedText parse(
            String source, TemplateNode.SourcePosition start, NameScope names, List<TemplateProblem> problems) {
        var grammar = new TemplateGrammar(source, start, names, problems);
        return new ParsedText(grammar.parse(), new String(grammar.masked));
    }

    private List<TemplateNode> parse() {
        int most = problems.size() + MOST_PROBLEMS;
        Matcher sign = SIGN.matcher(source);
        int at = 0;
        while (sign.find(at)) {
            text(source.substring(at, sign.start()));
            if (problems.size() >= most) {
                problem(
                        sign.start(),
                        "There may be more problems from here on.",
                        "Fix the problems found so far first.");
                return List.of();
            }
            at = take(sign.group(), sign.start(), sign.end());
        }
        text(source.substring(at));
        return nesting.finish();
    }

    private void text(String text) {
        if (!text.isEmpty()) nesting.add(new TemplateNode.PlainText(text));
    }

    /** @return offset at which reading continues */
    private int take(String sign, int start, int end) {
        return switch (sign) {
            case "${" -> print(start, end);
            case "<#--" -> comment(start);
            case "<#if", "<#elseif" -> condition(sign, start, end);
            case "<#list" -> list(start, end);
            case "<#else" -> closed(start, end, nesting::beginElse);
            case "<#sep" -> closed(start, end, nesting::beginSep);
            case "</#sep" -> closed(start, end, nesting::endSep);
            case "</#if" -> closed(start, end, place -> nesting.end("if", place));
            case "</#list" -> closed(start, end, place -> nesting.end("list", place));
            default -> refuse(sign, start, end);
        };
    }

    private int print(int start, int end) {
        int close = closing('}', end);
        if (close < 0) {
            problem(start, "${ is not closed on its line.", "Write } after the name: ${deadline}.");
            return end;
        }
        boolean person = source.substring(end, close).strip().startsWith("person.");
        mask(start, close + 1, person ? PERSON : FIELD);
        try {
            nesting.add(new TemplateNode.Interpolation(expression(end, close).interpolation()));
        } catch (TemplateSyntaxError refusal) {
            problem(refusal);
        }
        return close + 1;
    }

    private int comment(int start) {
        int close = source.indexOf("-->", start);
        int end = close < 0 ? source.length() : close + 3;
        mask(start, end, DIRECTIVE);
        if (close < 0) problem(start, "A comment is not closed.", "Write --> at its end.");
        return end;
    }

    private int condition(String sign, int start, int end) {
        int close = closing('>', end);
        if (close < 0) {
            problem(start, sign + " is not closed on its line.", "Write " + sign + " person.country == \"DE\">.");
            return end;
        }
        mask(start, close + 1, DIRECTIVE);
        var condition = TemplateCondition.ALWAYS;
        try {
            condition = expression(end, close).condition();
        } catch (TemplateSyntaxError refusal) {
            problem(refusal);
        }
        // an <#if> with a refused condition still opens a block: otherwise its </#if> would be a second, misleading
        // problem
        var branch = new TemplateNode.IfBranch(condition, new ArrayList<>(), place(start));
        if (sign.equals("<#if")) nesting.beginIf(branch);
        else nesting.elseIf(branch);
        return close + 1;
    }

    private int list(int start, int end) {
        int close = closing('>', end);
        if (close < 0) {
            problem(start, "<#list is not closed on its line.", "Write <#list apps as app>.");
            return end;
        }
        mask(start, close + 1, DIRECTIVE);
        TemplateOperand.ListClause each = null;
        try {
            each = expression(end, close).listClause();
        } catch (TemplateSyntaxError refusal) {
            problem(refusal);
        }
        String item = each != null
                ? each.item()
                : source.substring(end, close)
                        .replaceFirst("(?m)^.*\\bas\\s+", "")
                        .strip();
        nesting.beginList(each, item, place(start));
        return close + 1;
    }

    private ExpressionReader expression(int from, int to) {
        return new ExpressionReader(source.substring(from, to), from, nesting.scope());
    }

    /** Offset of the closing character on the same line, outside quotes; -1 if there is none. */
    private int closing(char sign, int from) {
        char quote = 0;
        for (int at = from; at < source.length() && source.charAt(at) != '\n'; at++) {
            char c = source.charAt(at);
            if (quote != 0) quote = c == quote ? 0 : quote;
            else if (c == sign) return at;
            else if (c == '"' || c == '\'') quote = c;
        }
        return -1;
    }

    private int closed(int start, int end, Consumer<TemplateNode.SourcePosition> act) {
        int close = end;
        while (close < source.length() && Character.isWhitespace(source.charAt(close))) close++;
        if (close < source.length() && source.charAt(close) == '>') {
            mask(start, close + 1, DIRECTIVE);
            act.accept(place(start));
            return close + 1;
        }
        String directive = source.substring(start, end);
        problem(start, directive + " is not closed.", "Write " + directive + ">.");
        return end;
    }

    private int refuse(String sign, int start, int end) {
        if (sign.startsWith("<#") || sign.startsWith("</#")) {
            int close = closing('>', end);
            if (close >= 0) mask(start, close + 1, DIRECTIVE);
        }
        TemplateSyntaxError refusal = TemplateLanguage.errorFor(sign);
        problem(start, refusal.getMessage(), refusal.fix());
        return end;
    }

    private void mask(int from, int to, char with) {
        for (int at = from; at < to; at++) {
            if (masked[at] != '\n') masked[at] = with;
        }
    }

    private void problem(TemplateSyntaxError refusal) {
        problem(refusal.offset(), refusal.getMessage(), refusal.fix());
    }

    private void problem(int offset, String message, String fix) {
        problems.add(place(offset).problem(message, fix));
    }

    private TemplateNode.SourcePosition place(int offset) {
        int found = Arrays.binarySearch(lines, Math.min(offset, source.length()));
        int line = found >= 0 ? found : -found - 2;
        int column = offset - lines[line] + 1;
        return new TemplateNode.SourcePosition(
                start.file(), start.line() + line, line == 0 ? start.column() + column - 1 : column);
    }

    private static int[] lineStarts(String source) {
        int[] starts = new int[(int) source.chars().filter(c -> c == '\n').count() + 1];
        int line = 0;
        for (int at = 0; at < source.length(); at++) {
            if (source.charAt(at) == '\n') starts[++line] = at + 1;
        }
        return starts;
    }
}
