package org.belay.template;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides what of a template may reach FreeMarker: {@code ${…}}, {@code <#if>}, {@code <#elseif>}, {@code <#else>} and
 * comments. Everything else is refused with its place and what to write instead; text is left as it is.
 */
final class Grammar {
    // What FreeMarker would take as its own, in either of its syntaxes.
    private static final Pattern SIGN =
            Pattern.compile("\\$\\{|#\\{|<#--|</?#\\w*|</?@[\\w.]*|(?<!\\\\)\\[(?:/?[#@]\\w+|=)");
    private static final int DEEPEST = 20;
    private static final Map<String, String> INSTEAD = Map.ofEntries(
            Map.entry("assign", "Make it a field in template.yaml, or write the words out."),
            Map.entry("local", "Make it a field in template.yaml, or write the words out."),
            Map.entry("global", "Make it a field in template.yaml, or write the words out."),
            Map.entry("macro", "Write the words out where they are needed."),
            Map.entry("function", "Write the words out where they are needed."),
            Map.entry("include", "Copy the words into this file."),
            Map.entry("import", "Copy the words into this file."),
            Map.entry("list", "Make the steps one long-text field: an author may write a list into it."),
            Map.entry("switch", "Write <#if person.country == \"DE\">…<#elseif …>…<#else>…</#if>."),
            Map.entry("ftl", "Take the line out: settings are not a template's to make."),
            Map.entry("setting", "Take the line out: settings are not a template's to make."),
            Map.entry("outputformat", "Take it out: values are always escaped."),
            Map.entry("autoesc", "Take it out: values are always escaped."),
            Map.entry("noautoesc", "Take it out: values are always escaped."),
            Map.entry("escape", "Take it out: values are always escaped."),
            Map.entry("noescape", "Take it out: values are always escaped."));

    /** An {@code <#if>} that is still open. */
    private static final class Open {
        final Piece.Place place;
        final List<Piece.Branch> branches = new ArrayList<>();
        List<Piece> otherwise;

        Open(Piece.Place place) {
            this.place = place;
        }
    }

    private final Piece.Place start;
    private final String source;
    private final Names names;
    private final List<Problem> problems;
    private final Deque<Open> open = new ArrayDeque<>();
    private final Deque<List<Piece>> lists = new ArrayDeque<>();

    private Grammar(String source, Piece.Place start, Names names, List<Problem> problems) {
        this.source = source;
        this.start = start;
        this.names = names;
        this.problems = problems;
        lists.push(new ArrayList<>());
    }

    /** Understands a text that starts at a place of its file, adding to {@code problems} what it may not contain. */
    static List<Piece> read(String source, Piece.Place start, Names names, List<Problem> problems) {
        return new Grammar(source, start, names, problems).read();
    }

    private List<Piece> read() {
        Matcher sign = SIGN.matcher(source);
        int at = 0;
        while (sign.find(at)) {
            text(source.substring(at, sign.start()));
            at = take(sign.group(), sign.start(), sign.end());
        }
        text(source.substring(at));
        while (!open.isEmpty()) {
            Piece.Place place = open.pop().place;
            lists.pop();
            problems.add(place.problem("<#if> is never closed.", "Write </#if> where the words for everybody go on."));
        }
        return lists.getLast();
    }

    private void text(String text) {
        if (!text.isEmpty()) lists.peek().add(new Piece.Text(text));
    }

    /** @return where the text goes on */
    private int take(String sign, int start, int end) {
        switch (sign) {
            case "${":
                return print(start, end);
            case "<#--":
                return comment(start);
            case "<#if":
            case "<#elseif":
                return condition(sign, start, end);
            case "<#else":
                return closed(start, end, this::otherwise);
            case "</#if":
                return closed(start, end, this::endIf);
            default:
                return refuse(sign, start, end);
        }
    }

    private int print(int start, int end) {
        int close = closing('}', end);
        if (close < 0) {
            problem(start, "${ is not closed on its line.", "Write } behind the name: ${deadline}.");
            return end;
        }
        try {
            lists.peek().add(new Piece.Print(new ExpressionReader(source.substring(end, close), end, names).print()));
        } catch (Refusal refusal) {
            problem(refusal.offset(), refusal.getMessage(), refusal.fix());
        }
        return close + 1;
    }

    private int comment(int start) {
        int close = source.indexOf("-->", start);
        if (close >= 0) return close + 3;
        problem(start, "A comment is not closed.", "Write --> at its end.");
        return source.length();
    }

    private int condition(String sign, int start, int end) {
        int close = closing('>', end);
        if (close < 0) {
            problem(start, sign + " is not closed on its line.", "Write " + sign + " person.country == \"DE\">.");
            return end;
        }
        Condition condition = null;
        try {
            condition = new ExpressionReader(source.substring(end, close), end, names).condition();
        } catch (Refusal refusal) {
            problem(refusal.offset(), refusal.getMessage(), refusal.fix());
        }
        // an <#if> whose condition was refused still opens, or its </#if> would be a second, misleading problem
        var branch = new Piece.Branch(condition, new ArrayList<>(), place(start));
        if (sign.equals("<#if")) begin(branch);
        else elseIf(branch);
        return close + 1;
    }

    private void begin(Piece.Branch branch) {
        if (open.size() == DEEPEST) {
            problems.add(branch.place().problem("<#if> is nested too deeply.", "Join conditions with &&."));
        }
        var choice = new Open(branch.place());
        choice.branches.add(branch);
        open.push(choice);
        lists.push(branch.pieces());
    }

    private void elseIf(Piece.Branch branch) {
        if (open.isEmpty() || open.peek().otherwise != null) {
            problems.add(branch.place()
                    .problem("<#elseif> stands outside an <#if>, or behind its <#else>.", "Begin with <#if …>."));
            return;
        }
        open.peek().branches.add(branch);
        lists.pop();
        lists.push(branch.pieces());
    }

    private void otherwise(int start) {
        if (open.isEmpty() || open.peek().otherwise != null) {
            problem(start, "<#else> stands outside an <#if>, or is its second.", "Begin with <#if …>.");
            return;
        }
        open.peek().otherwise = new ArrayList<>();
        lists.pop();
        lists.push(open.peek().otherwise);
    }

    private void endIf(int start) {
        if (open.isEmpty()) {
            problem(start, "</#if> closes nothing.", "Take it out, or write <#if …> before it.");
            return;
        }
        Open choice = open.pop();
        lists.pop();
        lists.peek().add(new Piece.Choice(choice.branches, choice.otherwise == null ? List.of() : choice.otherwise));
    }

    /** Where an expression ends, on its line and outside quotes; -1 if it does not. */
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

    private interface Act {
        void at(int start);
    }

    private int closed(int start, int end, Act act) {
        String rest = source.substring(end);
        int close = end + rest.length() - rest.stripLeading().length();
        if (close < source.length() && source.charAt(close) == '>') {
            act.at(start);
            return close + 1;
        }
        problem(
                start,
                source.substring(start, end) + " is not closed.",
                "Write " + source.substring(start, end) + ">.");
        return end;
    }

    private int refuse(String sign, int start, int end) {
        String word = sign.replaceAll("^.*[#@]", "");
        if (sign.equals("#{")) {
            problem(start, "#{…} is not part of the template language.", "Write ${…}.");
        } else if (sign.startsWith("[")) {
            problem(
                    start,
                    sign + " is not part of the template language.",
                    "Write ${…} or <#if …>; a plain [ in text as \\[.");
        } else if (sign.contains("@")) {
            problem(start, "<@" + word + "> is not part of the template language.", "Write the words out.");
        } else {
            problem(
                    start,
                    "<#" + word + "> is not part of the template language.",
                    INSTEAD.getOrDefault(word, "Allowed are <#if>, <#elseif>, <#else> and </#if>."));
        }
        return end;
    }

    private void problem(int offset, String message, String fix) {
        problems.add(place(offset).problem(message, fix));
    }

    private Piece.Place place(int offset) {
        String before = source.substring(0, Math.min(offset, source.length()));
        int line = (int) before.chars().filter(c -> c == '\n').count();
        int column = before.length() - before.lastIndexOf('\n');
        return new Piece.Place(start.file(), start.line() + line, line == 0 ? start.column() + column - 1 : column);
    }
}
