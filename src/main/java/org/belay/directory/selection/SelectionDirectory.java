package org.belay.directory.selection;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.belay.audience.Audience;
import org.belay.audience.Audiences;
import org.belay.audience.source.SourceRow;
import org.belay.directory.model.SourceDefinition.SelectionSource;
import org.belay.directory.model.SourceUnreadable;
import org.belay.platform.NearestName;
import org.belay.platform.RequestRefused;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads people who are selected from other audiences. */
@Component
public class SelectionDirectory {
    /** Every person may have these. */
    private static final Set<String> OF_ALL = Set.of("email", "name", "fullName");

    private final SelectionStore store;
    private final Audiences audiences;
    private final TransactionTemplate own;

    SelectionDirectory(SelectionStore store, Audiences audiences, PlatformTransactionManager transactions) {
        this.store = store;
        this.audiences = audiences;
        // the connection of the caller is copying the people meanwhile
        this.own = new TransactionTemplate(transactions);
        own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        own.setReadOnly(true);
    }

    /**
     * @param audience name of the audience that is to be selected
     * @throws RequestRefused if the words cannot be read or name what does not exist
     */
    public void check(String audience, SelectionSource source) {
        SelectionNode selection = SelectionParser.parse(source.words());
        String itself = audience.strip().toLowerCase(Locale.ROOT);
        if (SelectionOperands.of(selection).audiences().stream()
                .anyMatch(name -> name.toLowerCase(Locale.ROOT).equals(itself))) {
            throw new RequestRefused("\"" + audience + "\" cannot be selected from itself. Nothing was changed.");
        }
        resolved(selection);
    }

    /** Passes each selected person. */
    public void read(SelectionSource source, Consumer<SourceRow> rows) {
        SelectionNode selection = SelectionParser.parse(source.words());
        own.executeWithoutResult(status -> store.read(selection, resolved(selection), rows));
    }

    private SelectionOperands resolved(SelectionNode selection) {
        SelectionOperands operands = SelectionOperands.of(selection);
        if (!operands.namesPeople()) {
            throw new SourceUnreadable(
                    "The selection names no people. Begin it with an audience or a mailing, such as in \"All staff\".");
        }
        var known = new TreeSet<>(OF_ALL);
        for (String name : operands.audiences()) {
            Audience audience = audiences.byName(name).orElseThrow(() -> missing(name));
            if (audience.people() == 0) {
                throw new SourceUnreadable("The audience \"" + name + "\" has no people, so none can be selected from"
                        + " it or excluded by it. Import or sync it first.");
            }
            operands.resolve(name, audience.id());
            known.addAll(audience.attributes());
        }
        for (long mailing : operands.mailings()) {
            List<String[]> sent = store.attributesOf(mailing);
            if (sent.isEmpty()) {
                throw new SourceUnreadable("M-%04d was never submitted, so it has no recipients.".formatted(mailing));
            }
            sent.forEach(attributes -> known.addAll(List.of(attributes)));
        }
        for (String attribute : operands.attributes()) {
            if (!known.contains(attribute)) {
                throw new SourceUnreadable("The people have no attribute \"" + attribute + "\". They have: "
                        + String.join(", ", known) + "."
                        + NearestName.to(attribute, List.copyOf(known))
                                .map(near -> " Did you mean " + near + "?")
                                .orElse(""));
            }
        }
        return operands;
    }

    private SourceUnreadable missing(String name) {
        var names = audiences.list().stream().map(Audience::name).toList();
        return new SourceUnreadable("There is no audience \"" + name + "\"."
                + NearestName.to(name, names)
                        .map(near -> " Did you mean \"" + near + "\"?")
                        .orElse(""));
    }
}
