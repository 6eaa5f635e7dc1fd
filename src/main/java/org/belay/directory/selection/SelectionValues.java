package org.belay.directory.selection;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.belay.directory.model.SourceUnreadable;
import org.belay.directory.selection.SelectionNode.HasValue;
import org.belay.directory.selection.SelectionNode.IsEmpty;
import org.belay.platform.NearestName;

/**
 * Checks that the people whom a selection names have its attributes and values. A mistyped one is an error, because {@code country is not
 * Germny} would exclude no one.
 */
final class SelectionValues {
    private static final int LISTED = 10;

    private final SelectionStore store;
    private final SelectionOperands operands;

    SelectionValues(SelectionStore store, SelectionOperands operands) {
        this.store = store;
        this.operands = operands;
    }

    /** @throws SourceUnreadable that names the first attribute or value that no one has */
    void check() {
        List<String> attributes = List.copyOf(operands.attributes());
        List<HasValue> values = operands.values();
        if (attributes.isEmpty()) return;
        var conditions = new ArrayList<SelectionNode>();
        attributes.forEach(attribute -> conditions.add(new SelectionNode.NotIn(new IsEmpty(attribute))));
        conditions.addAll(values);
        List<Boolean> met = store.met(conditions, operands);
        for (int i = 0; i < attributes.size(); i++) {
            if (!met.get(i)) throw noAttribute(attributes.get(i));
        }
        for (int i = 0; i < values.size(); i++) {
            if (!met.get(attributes.size() + i)) throw noValue(values.get(i));
        }
    }

    private SourceUnreadable noAttribute(String attribute) {
        var known = new TreeSet<>(store.attributes(operands));
        known.addAll(List.of("email", "name"));
        known.remove(attribute);
        return new SourceUnreadable("The people have no attribute \"" + attribute + "\". They have: "
                + String.join(", ", known) + "." + near(attribute, List.copyOf(known)));
    }

    private SourceUnreadable noValue(HasValue condition) {
        String value = condition.values().get(0);
        List<String> known = store.values(condition.attribute(), operands);
        String found = String.join(", ", known.subList(0, Math.min(LISTED, known.size())))
                + (known.size() > LISTED ? ", …" : "");
        return new SourceUnreadable("None of the people has the " + condition.attribute() + " \"" + value
                + "\". They have: " + found + "." + near(value, known));
    }

    private static String near(String written, List<String> known) {
        return NearestName.to(written, known)
                .map(name -> " Did you mean " + name + "?")
                .orElse("");
    }
}
