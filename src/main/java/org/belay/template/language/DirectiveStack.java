package org.belay.template.language;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.belay.template.TemplateProblem;
import org.jspecify.annotations.Nullable;

/** Stack of open {@code <#if>} and {@code <#list>} directives while a text is parsed, with the pieces collected for each. */
final class DirectiveStack {
    private static final int DEEPEST = 20;
    private static final int DEEPEST_LISTS = 2;

    /** An open directive: its pieces, and the names that may be used in them. */
    private abstract static class OpenDirective {
        final TemplateNode.SourcePosition place;
        NameScope names;
        List<TemplateNode> pieces = new ArrayList<>();

        @Nullable
        List<TemplateNode> otherwise; // null before <#else>

        OpenDirective(TemplateNode.SourcePosition place, NameScope names) {
            this.place = place;
            this.names = names;
        }

        abstract String word();

        abstract TemplateNode closed();

        List<TemplateNode> rest() {
            return otherwise == null ? List.of() : otherwise;
        }
    }

    private static final class OpenIf extends OpenDirective {
        final List<TemplateNode.IfBranch> branches = new ArrayList<>();

        OpenIf(TemplateNode.IfBranch first, NameScope names) {
            super(first.place(), names);
            branches.add(first);
            pieces = first.pieces();
        }

        @Override
        String word() {
            return "if";
        }

        @Override
        TemplateNode closed() {
            return new TemplateNode.IfDirective(branches, rest());
        }
    }

    private static final class OpenList extends OpenDirective {
        final TemplateOperand.@Nullable ListClause each;
        final List<TemplateNode> entry = pieces;
        boolean between;

        OpenList(TemplateOperand.@Nullable ListClause each, TemplateNode.SourcePosition place, NameScope names) {
            super(place, names);
            this.each = each;
        }

        @Override
        String word() {
            return "list";
        }

        @Override
        TemplateNode closed() {
            if (each == null) return new TemplateNode.PlainText("");
            return new TemplateNode.ListDirective(each.list(), each.item(), entry, rest(), place);
        }
    }

    private final List<TemplateNode> top = new ArrayList<>();
    private final Deque<OpenDirective> open = new ArrayDeque<>();
    private final NameScope names;
    private final List<TemplateProblem> problems;

    DirectiveStack(NameScope names, List<TemplateProblem> problems) {
        this.names = names;
        this.problems = problems;
    }

    /** The names that may be used at the current position. */
    NameScope scope() {
        return open.isEmpty() ? names : open.peek().names;
    }

    void add(TemplateNode piece) {
        (open.isEmpty() ? top : open.peek().pieces).add(piece);
    }

    void beginIf(TemplateNode.IfBranch branch) {
        tooDeep(branch.place(), "if", "Join conditions with &&.");
        open.push(new OpenIf(branch, scope().givenThat(branch.condition())));
    }

    /**
     * @param each null if the expression was refused; the directive is opened all the same, so that its end matches
     * @param item name of an entry within the list
     */
    void beginList(TemplateOperand.@Nullable ListClause each, String item, TemplateNode.SourcePosition place) {
        tooDeep(place, "list", "Use one list after the other.");
        long lists = open.stream().filter(OpenList.class::isInstance).count();
        if (lists >= DEEPEST_LISTS) {
            problems.add(place.problem("Lists are nested more than two deep.", "Nest two lists at most."));
        }
        open.push(new OpenList(each, place, scope().withItem(item)));
    }

    void elseIf(TemplateNode.IfBranch branch) {
        if (!(open.peek() instanceof OpenIf choice) || choice.otherwise != null) {
            problems.add(branch.place()
                    .problem("<#elseif> is outside an <#if>, or after its <#else>.", "Begin with <#if …>."));
            return;
        }
        choice.branches.add(branch);
        choice.names = outside().givenThat(branch.condition());
        choice.pieces = branch.pieces();
    }

    void beginElse(TemplateNode.SourcePosition place) {
        OpenDirective one = open.peek();
        if (one == null || one.otherwise != null) {
            problems.add(place.problem("<#else> is outside an <#if>, or is its second one.", "Begin with <#if …>."));
            return;
        }
        one.otherwise = new ArrayList<>();
        one.names = outside();
        one.pieces = one.otherwise;
    }

    /** {@code <#sep>}: the text between two entries. */
    void beginSep(TemplateNode.SourcePosition place) {
        if (!(open.peek() instanceof OpenList list) || list.otherwise != null || list.between) {
            problems.add(
                    place.problem("<#sep> is outside a <#list>.", "Write <#list apps as app>${app}<#sep>, </#list>."));
            return;
        }
        var between = new TemplateNode.SepDirective(new ArrayList<>());
        list.entry.add(between);
        list.pieces = between.pieces();
        list.between = true;
    }

    void endSep(TemplateNode.SourcePosition place) {
        if (!(open.peek() instanceof OpenList list) || !list.between || list.otherwise != null) {
            problems.add(place.problem("</#sep> closes nothing.", "Remove it, or write <#sep> before it."));
            return;
        }
        list.pieces = list.entry;
    }

    void end(String word, TemplateNode.SourcePosition place) {
        if (open.isEmpty() || !open.peek().word().equals(word)) {
            problems.add(place.problem(
                    "</#" + word + "> closes nothing.",
                    open.isEmpty()
                            ? "Remove it, or write <#" + word + " …> before it."
                            : "Close first what was opened last: </#"
                                    + open.peek().word() + ">."));
            return;
        }
        OpenDirective closed = open.pop();
        add(closed.closed());
    }

    /** All pieces; adds a problem for each directive that is still open. */
    List<TemplateNode> finish() {
        while (!open.isEmpty()) {
            OpenDirective one = open.pop();
            String word = "<#" + one.word() + ">";
            problems.add(one.place.problem(
                    word + " is never closed.",
                    "Write </#" + one.word() + "> where the text for all readers continues."));
        }
        return top;
    }

    /** The names that may be used outside the innermost open directive. */
    private NameScope outside() {
        return open.stream().skip(1).findFirst().map(one -> one.names).orElse(names);
    }

    private void tooDeep(TemplateNode.SourcePosition place, String word, String fix) {
        if (open.size() == DEEPEST) problems.add(place.problem("<#" + word + "> is nested too deeply.", fix));
    }
}
