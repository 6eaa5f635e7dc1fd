package org.belay.template;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Stack of open {@code <#if>} and {@code <#list>} directives while a text is parsed, with the pieces collected for each. */
final class Nesting {
    private static final int DEEPEST = 20;
    private static final int DEEPEST_LISTS = 2;

    /** An open directive: its pieces, and the names that may be used in them. */
    private abstract static class Open {
        final Piece.Place place;
        Names names;
        List<Piece> pieces = new ArrayList<>();
        List<Piece> otherwise;

        Open(Piece.Place place, Names names) {
            this.place = place;
            this.names = names;
        }

        abstract String word();

        abstract Piece closed();

        List<Piece> rest() {
            return otherwise == null ? List.of() : otherwise;
        }
    }

    private static final class OpenIf extends Open {
        final List<Piece.Branch> branches = new ArrayList<>();

        OpenIf(Piece.Branch first, Names names) {
            super(first.place(), names);
            branches.add(first);
            pieces = first.pieces();
        }

        @Override
        String word() {
            return "if";
        }

        @Override
        Piece closed() {
            return new Piece.Choice(branches, rest());
        }
    }

    private static final class OpenList extends Open {
        final Operand.Each each;
        final List<Piece> entry = pieces;
        boolean between;

        OpenList(Operand.Each each, Piece.Place place, Names names) {
            super(place, names);
            this.each = each;
        }

        @Override
        String word() {
            return "list";
        }

        @Override
        Piece closed() {
            if (each == null) return new Piece.Text("");
            return new Piece.Loop(each.list(), each.item(), entry, rest(), place);
        }
    }

    private final List<Piece> top = new ArrayList<>();
    private final Deque<Open> open = new ArrayDeque<>();
    private final Names names;
    private final List<Problem> problems;

    Nesting(Names names, List<Problem> problems) {
        this.names = names;
        this.problems = problems;
    }

    /** The names that may be used at the current position. */
    Names names() {
        return open.isEmpty() ? names : open.peek().names;
    }

    void add(Piece piece) {
        (open.isEmpty() ? top : open.peek().pieces).add(piece);
    }

    void beginIf(Piece.Branch branch) {
        tooDeep(branch.place(), "if", "Join conditions with &&.");
        open.push(new OpenIf(branch, names().knowing(branch.condition())));
    }

    /**
     * @param each null if the expression was refused; the directive is opened all the same, so that its end matches
     * @param item name of an entry within the list
     */
    void beginList(Operand.Each each, String item, Piece.Place place) {
        tooDeep(place, "list", "Use one list after the other.");
        long lists = open.stream().filter(OpenList.class::isInstance).count();
        if (lists >= DEEPEST_LISTS) {
            problems.add(place.problem("Lists are nested more than two deep.", "Nest two lists at most."));
        }
        open.push(new OpenList(each, place, names().with(item)));
    }

    void elseIf(Piece.Branch branch) {
        if (!(open.peek() instanceof OpenIf choice) || choice.otherwise != null) {
            problems.add(branch.place()
                    .problem("<#elseif> is outside an <#if>, or after its <#else>.", "Begin with <#if …>."));
            return;
        }
        choice.branches.add(branch);
        choice.names = outside().knowing(branch.condition());
        choice.pieces = branch.pieces();
    }

    void otherwise(Piece.Place place) {
        Open one = open.peek();
        if (one == null || one.otherwise != null) {
            problems.add(place.problem("<#else> is outside an <#if>, or is its second one.", "Begin with <#if …>."));
            return;
        }
        one.otherwise = new ArrayList<>();
        one.names = outside();
        one.pieces = one.otherwise;
    }

    /** {@code <#sep>}: the text between two entries. */
    void between(Piece.Place place) {
        if (!(open.peek() instanceof OpenList list) || list.otherwise != null || list.between) {
            problems.add(
                    place.problem("<#sep> is outside a <#list>.", "Write <#list apps as app>${app}<#sep>, </#list>."));
            return;
        }
        var between = new Piece.Between(new ArrayList<>());
        list.entry.add(between);
        list.pieces = between.pieces();
        list.between = true;
    }

    void endBetween(Piece.Place place) {
        if (!(open.peek() instanceof OpenList list) || !list.between || list.otherwise != null) {
            problems.add(place.problem("</#sep> closes nothing.", "Remove it, or write <#sep> before it."));
            return;
        }
        list.pieces = list.entry;
    }

    void end(String word, Piece.Place place) {
        if (open.isEmpty() || !open.peek().word().equals(word)) {
            problems.add(place.problem(
                    "</#" + word + "> closes nothing.",
                    open.isEmpty()
                            ? "Remove it, or write <#" + word + " …> before it."
                            : "Close first what was opened last: </#"
                                    + open.peek().word() + ">."));
            return;
        }
        Open closed = open.pop();
        add(closed.closed());
    }

    /** All pieces; adds a problem for each directive that is still open. */
    List<Piece> whole() {
        while (!open.isEmpty()) {
            Open one = open.pop();
            String word = "<#" + one.word() + ">";
            problems.add(one.place.problem(
                    word + " is never closed.",
                    "Write </#" + one.word() + "> where the text for all readers continues."));
        }
        return top;
    }

    /** The names that may be used outside the innermost open directive. */
    private Names outside() {
        return open.stream().skip(1).findFirst().map(one -> one.names).orElse(names);
    }

    private void tooDeep(Piece.Place place, String word, String fix) {
        if (open.size() == DEEPEST) problems.add(place.problem("<#" + word + "> is nested too deeply.", fix));
    }
}
