package org.belay.template.render;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.belay.template.ListValue;
import org.belay.template.TemplateError;
import org.belay.template.TemplateField;
import org.belay.template.language.PrintedValue;
import org.belay.template.language.TemplateCondition;
import org.belay.template.language.TemplateMail;
import org.belay.template.language.TemplateNode;
import org.belay.template.language.TemplateOperand;

/**
 * Expands the {@code <#list>} directives of a mail into text, values and conditions. List entries are the same for all readers of a language,
 * so this is done once per language.
 */
final class ListExpansion {
    // far more than fits into a mail: enough for two nested lists of 100 entries
    private static final int MOST_PIECES = 20_000;

    /** An entry and its position in the list. */
    private record ListItem(String text, int number, boolean last) {}

    private final Function<TemplateField, String> values;
    private final Map<String, ListItem> items = new HashMap<>();
    private int pieces;

    private ListExpansion(Function<TemplateField, String> values) {
        this.values = values;
    }

    /** @throws TemplateError if the mail becomes too long */
    static TemplateMail expand(TemplateMail mail, Function<TemplateField, String> values) {
        var unfolding = new ListExpansion(values);
        return new TemplateMail(
                unfolding.all(mail.subject()), unfolding.all(mail.preview()), unfolding.all(mail.body()));
    }

    private List<TemplateNode> all(List<TemplateNode> some) {
        pieces += some.size();
        var unfolded = new ArrayList<TemplateNode>();
        for (TemplateNode piece : some) {
            if (piece instanceof TemplateNode.ListDirective loop) unfolded.addAll(each(loop));
            else if (piece instanceof TemplateNode.Interpolation print)
                unfolded.add(new TemplateNode.Interpolation(known(print.operand())));
            else if (piece instanceof TemplateNode.IfDirective choice) unfolded.add(choice(choice));
            else unfolded.add(piece);
        }
        return unfolded;
    }

    private TemplateNode choice(TemplateNode.IfDirective choice) {
        return new TemplateNode.IfDirective(
                choice.branches().stream()
                        .map(branch -> new TemplateNode.IfBranch(
                                branch.condition().mapOperands(this::known), all(branch.pieces()), branch.place()))
                        .toList(),
                all(choice.elseNodes()));
    }

    private List<TemplateNode> each(TemplateNode.ListDirective loop) {
        List<String> entries = ListValue.entries(values.apply(loop.list()));
        if (entries.isEmpty()) return List.of(wrapped(loop, all(loop.elseNodes())));
        var unfolded = new ArrayList<TemplateNode>();
        for (int i = 0; i < entries.size(); i++) {
            boolean last = i == entries.size() - 1;
            items.put(loop.item(), new ListItem(entries.get(i), i + 1, last));
            unfolded.add(wrapped(loop, entry(loop, last)));
        }
        items.remove(loop.item());
        return unfolded;
    }

    private List<TemplateNode> entry(TemplateNode.ListDirective loop, boolean last) {
        if (pieces > MOST_PIECES) {
            throw new TemplateError(List.of(loop.place()
                    .problem("With this list the mail becomes too long.", "Use fewer lists, or shorten them.")));
        }
        var entry = new ArrayList<TemplateNode>();
        for (TemplateNode piece : loop.pieces()) {
            if (!(piece instanceof TemplateNode.SepDirective between)) entry.addAll(all(List.of(piece)));
            else if (!last) entry.add(wrapped(loop, all(between.pieces())));
        }
        return entry;
    }

    /** FreeMarker removes lines that contain only directives; an always-true {@code <#if>} makes it do so for a list. */
    private static TemplateNode wrapped(TemplateNode.ListDirective loop, List<TemplateNode> entry) {
        var always = new TemplateNode.IfBranch(TemplateCondition.ALWAYS, entry, loop.place());
        return new TemplateNode.IfDirective(List.of(always), List.of());
    }

    private TemplateOperand known(TemplateOperand operand) {
        if (!(operand instanceof TemplateOperand.ItemValue value)) return operand;
        ListItem item = Objects.requireNonNull(items.get(value.item()), "an entry is used only within its list");
        String number = Integer.toString(item.number());
        return value.format() == TemplateOperand.ValueFormat.COUNTER
                ? new TemplateOperand.ResolvedItem(number, new PrintedValue.PlainText(number))
                : new TemplateOperand.ResolvedItem(item.text(), new PrintedValue.ListEntry(item.text()));
    }
}
