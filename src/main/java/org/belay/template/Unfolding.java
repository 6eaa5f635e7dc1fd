package org.belay.template;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Expands the {@code <#list>} directives of a mail into text, values and conditions. List entries are the same for all readers of a language,
 * so this is done once per language.
 */
final class Unfolding {
    // far more than fits into a mail: enough for two nested lists of 100 entries
    private static final int MOST_PIECES = 20_000;
    // FreeMarker removes lines that contain only directives; an always-true <#if> makes it do so for a list
    private static final Condition ALWAYS = new Condition.Same(new Operand.Literal(""), new Operand.Literal(""));

    /** An entry and its position in the list. */
    private record Item(String text, int number, boolean last) {}

    private final Function<Field, String> values;
    private final Map<String, Item> items = new HashMap<>();
    private int pieces;

    private Unfolding(Function<Field, String> values) {
        this.values = values;
    }

    /** @throws TemplateError if the mail becomes too long */
    static MailSource of(MailSource mail, Function<Field, String> values) {
        var unfolding = new Unfolding(values);
        return new MailSource(unfolding.all(mail.subject()), unfolding.all(mail.preview()), unfolding.all(mail.body()));
    }

    private List<Piece> all(List<Piece> some) {
        pieces += some.size();
        var unfolded = new ArrayList<Piece>();
        for (Piece piece : some) {
            if (piece instanceof Piece.Loop loop) unfolded.addAll(each(loop));
            else if (piece instanceof Piece.Print print) unfolded.add(new Piece.Print(known(print.operand())));
            else if (piece instanceof Piece.Choice choice) unfolded.add(choice(choice));
            else unfolded.add(piece);
        }
        return unfolded;
    }

    private Piece choice(Piece.Choice choice) {
        return new Piece.Choice(
                choice.branches().stream()
                        .map(branch -> new Piece.Branch(
                                branch.condition().about(this::known), all(branch.pieces()), branch.place()))
                        .toList(),
                all(choice.otherwise()));
    }

    private List<Piece> each(Piece.Loop loop) {
        List<String> entries = ListValue.of(values.apply(loop.list()));
        if (entries.isEmpty()) return List.of(wrapped(loop, all(loop.otherwise())));
        var unfolded = new ArrayList<Piece>();
        for (int i = 0; i < entries.size(); i++) {
            boolean last = i == entries.size() - 1;
            items.put(loop.item(), new Item(entries.get(i), i + 1, last));
            unfolded.add(wrapped(loop, entry(loop, last)));
        }
        items.remove(loop.item());
        return unfolded;
    }

    private List<Piece> entry(Piece.Loop loop, boolean last) {
        if (pieces > MOST_PIECES) {
            throw new TemplateError(List.of(loop.place()
                    .problem("With this list the mail becomes too long.", "Use fewer lists, or shorten them.")));
        }
        var entry = new ArrayList<Piece>();
        for (Piece piece : loop.pieces()) {
            if (!(piece instanceof Piece.Between between)) entry.addAll(all(List.of(piece)));
            else if (!last) entry.add(wrapped(loop, all(between.pieces())));
        }
        return entry;
    }

    private static Piece wrapped(Piece.Loop loop, List<Piece> entry) {
        return new Piece.Choice(List.of(new Piece.Branch(ALWAYS, entry, loop.place())), List.of());
    }

    private Operand known(Operand operand) {
        if (!(operand instanceof Operand.ItemValue value)) return operand;
        Item item = items.get(value.item());
        String number = Integer.toString(item.number());
        return value.format() == Operand.Format.COUNTER
                ? new Operand.Known(number, new Content.Words(number))
                : new Operand.Known(item.text(), new Content.Entry(item.text()));
    }
}
